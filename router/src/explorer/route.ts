import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { assets } from './assets.js';
import { readExamples } from './examples.js';
import { explorerPage } from './page.js';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

export interface ExplorerOptions {
  /** The folder of the registered operations; undefined for a graph that comes without. */
  readonly operations: string | undefined;
  /** Passwords of accounts that a button signs in with, by email. */
  readonly accounts: Readonly<Record<string, string>>;
}

/** Scripts come from this host alone and none is in the page; the editor writes its styles into it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

/** Serves an explorer at `GET /` that loads nothing from another host. It is for developers and off in production. */
export function addExplorerRoute(server: FastifyInstance, { operations, accounts }: ExplorerOptions): void {
  server.get('/', (request, reply) => {
    const examples = operations === undefined ? [] : readExamples(operations);
    const teams = [...new Set(examples.map(({ team }) => team))].sort();
    const asked = (request.query as { readonly team?: unknown }).team ?? teams[0];
    const team = teams.find((name) => name === asked) ?? '';
    const tabs = examples.filter((example) => example.team === team);
    const page = explorerPage({
      teams,
      team,
      accounts,
      tabs: tabs.map(({ query, variables }) => ({ query, variables })),
    });
    return reply
      .type('text/html; charset=utf-8')
      .headers(HEADERS)
      .header('cache-control', 'no-store')
      .send(page);
  });
  for (const [name, { type, read }] of Object.entries(assets)) {
    // Compressed at the first request, so a process without visitors never does that work.
    let file: Promise<{ zipped: Buffer; etag: string }> | undefined;
    server.get(`/explorer/${name}`, async (request, reply) => {
      file ??= read().then(async (text) => ({ zipped: await compress(text), etag: etagOf(text) }));
      return sendFile(request, reply.type(type), await file);
    });
  }
}

/** Sends the browser on to Apollo Sandbox, which asks the router at the address that it was opened at. */
export function addSandboxRoute(server: FastifyInstance): void {
  server.get('/', ({ protocol, host }, reply) => {
    const endpoint = encodeURIComponent(`${protocol}://${host}/graphql`);
    return reply.redirect(`https://studio.apollographql.com/sandbox/explorer?endpoint=${endpoint}`);
  });
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { zipped, etag }: { readonly zipped: Buffer; readonly etag: string },
) {
  void reply.headers({ ...HEADERS, etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return takesGzip
    ? reply.header('content-encoding', 'gzip').send(zipped)
    : reply.send(await decompress(zipped));
}

/** A weak one: it names the text and not the bytes, which may be compressed. */
function etagOf(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url')}"`;
}
