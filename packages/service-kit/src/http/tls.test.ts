import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLogger } from '../logger.js';
import { listen } from './listen.js';
import { createHttpServer, type HttpServerOptions } from './server.js';
import { openTls } from './tls.js';

const POLL_MS = 20;

let folder: string;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tls-'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await rm(folder, { recursive: true });
});

const file = (name: string) => join(folder, name);

/** Makes a certificate for a name, and its key. */
function issue(name: string): void {
  const paths = ['-keyout', file(`${name}.key`), '-out', file(`${name}.crt`)];
  const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  execFileSync('openssl', [...kind, '-subj', `/CN=${name}`, ...paths], { stdio: 'ignore' });
}

async function serve(options: Partial<HttpServerOptions> = {}) {
  const log: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info' }, { write: (line) => void log.push(line) });
  const tls = openTls({ certificate: file('served.crt'), key: file('served.key') }, logger, POLL_MS);
  const server = createHttpServer({ logger, tls, ...options });
  server.get('/', () => 'answer');
  closers.push(() => server.close());
  return { url: await listen(server, { host: '127.0.0.1', port: 0 }), log };
}

/** The name in the certificate that a new connection is shown. */
async function nameAt(url: string): Promise<string | undefined> {
  const socket: TLSSocket = connect({ port: Number(new URL(url).port), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

test('a new certificate is served without a restart, once its key is there too', async () => {
  issue('served');
  issue('next');
  const { url, log } = await serve();
  expect(await nameAt(url)).toBe('served');
  await rename(file('next.crt'), file('served.crt'));
  await expect.poll(() => log.join('')).toContain('certificate and key cannot be read again');
  expect(await nameAt(url)).toBe('served');
  await rename(file('next.key'), file('served.key'));
  await expect.poll(() => nameAt(url)).toBe('next');
  const asked = request(url, { rejectUnauthorized: false }).end();
  const [answer] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
  answer.resume();
  expect(answer.statusCode).toBe(200);
});

test('a key of another certificate is refused at the start, by the names of the variables', async () => {
  issue('served');
  issue('other');
  await rename(file('other.key'), file('served.key'));
  await expect(serve()).rejects.toThrow(/^TLS_CERT_FILE, TLS_KEY_FILE: cannot be used \(.*mismatch/);
  await writeFile(file('served.crt'), 'no certificate');
  await expect(serve()).rejects.toThrow('TLS_CERT_FILE, TLS_KEY_FILE: cannot be used');
});

test('a client that does not begin its handshake is disconnected in the time for its headers', async () => {
  issue('served');
  const refused: string[] = [];
  const { url } = await serve({ headersTimeout: 100, onRefused: (reason) => refused.push(reason) });
  const socket = connectPlain(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
  await once(socket.resume(), 'close');
  expect(refused).toEqual(['too_slow']);
});
