import { Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { followFiles } from '../follow-file.js';
import type { Logger } from '../logger.js';
import { StartError } from '../start-error.js';

/** The files of a server's certificate, both in PEM. */
export interface TlsFiles {
  /** The certificate, followed by those between it and its authority's. */
  readonly certificate: string;
  readonly key: string;
}

interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** A certificate and its key, as they are now. */
export interface Tls {
  readonly pair: Pair;
  /** Has a server use each new certificate for its next connections, until it closes. */
  serve(server: FastifyInstance): void;
}

/**
 * Opens a certificate and its key, which are read again when they change.
 *
 * @throws StartError when they cannot be read or do not belong together
 */
export function openTls(files: TlsFiles, logger: Logger, pollMs?: number): Tls {
  const servers = new Set<Pick<Server, 'setSecureContext'>>();
  const followed = follow(files, logger, pollMs, (pair) => {
    for (const server of servers) server.setSecureContext(pair);
  });
  return {
    get pair() {
      return followed.value;
    },
    serve(server) {
      if (!(server.server instanceof Server)) return;
      servers.add(server.server);
      server.addHook('onClose', () => followed.close());
    },
  };
}

function follow(
  { certificate, key }: TlsFiles,
  logger: Logger,
  pollMs: number | undefined,
  onChange: (pair: Pair) => void,
) {
  try {
    return followFiles<Pair>({
      paths: [certificate, key],
      parse: ([cert = '', privateKey = '']) => parse(cert, privateKey),
      logger,
      content: 'certificate and key',
      describe: () => ({}),
      onChange,
      pollMs,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`TLS_CERT_FILE, TLS_KEY_FILE: cannot be used (${reason})`, error);
  }
}

/** @throws when one is not PEM, or the key is another certificate's */
function parse(cert: string, key: string): Pair {
  createSecureContext({ cert, key });
  return { cert, key };
}
