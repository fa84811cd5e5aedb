import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedSupergraph } from '../support/supergraph.js';
import { ask, expectCanary, expectRefused, post, send, sendRaw, watchCanary } from './support/attack.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});
watchCanary(() => url);

const query = '{"query":"{ categories { name } }"}';
const JSON_TYPE = { 'content-type': 'application/json' };
const search = '{ categories { name } }';
const mutation = 'mutation { signOut(input: { refreshToken: "x" }) { signedOut } }';

describe('requests that a browser sends for any page', () => {
  it.each<[string, string, Record<string, string>, string?]>([
    [
      'GET by a script of another site',
      `?query=${encodeURIComponent(search)}`,
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    ],
    [
      'GET as an image',
      `?query=${encodeURIComponent(search)}`,
      { accept: 'image/*,*/*;q=0.8', 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
    ],
    [
      'GET as an image that asks for JSON',
      `?query=${encodeURIComponent(search)}`,
      { accept: 'application/json', 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
    ],
    [
      'GET with a form type',
      `?query=${encodeURIComponent(search)}`,
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    [
      'POST as a form',
      '',
      { 'content-type': 'application/x-www-form-urlencoded' },
      `query=${encodeURIComponent(search)}`,
    ],
    ['POST as plain text', '', { 'content-type': 'text/plain' }, query],
    [
      'POST as a multipart form',
      '',
      { 'content-type': 'multipart/form-data; boundary=x' },
      `--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${query}\r\n--x--`,
    ],
    ['POST without a type', '', { 'content-type': '' }, query],
  ])('%s: refused', async (_name, path, headers, body) => {
    const outcome = await send(
      `${url}${path}`,
      body === undefined ? { headers } : { method: 'POST', headers, body },
    );
    expectRefused(outcome, [400, 403, 415]);
  });

  it.each<Record<string, string>>([{}, { 'apollo-require-preflight': '1' }])(
    'a mutation by GET with headers %j: refused, not executed',
    async (headers) => {
      expectRefused(await send(`${url}?query=${encodeURIComponent(mutation)}`, { headers }), [405]);
    },
  );
});

describe('bodies', () => {
  it.each<[string, number[], string, Record<string, string>]>([
    ['a batch', [400], `[${query},${query}]`, JSON_TYPE],
    ['an empty batch', [400], '[]', JSON_TYPE],
    [
      'a body over the cap',
      [413],
      `{"query":"{ categories { name } }","x":"${'x'.repeat(2_000_000)}"}`,
      JSON_TYPE,
    ],
    ['UTF-16', [415], query, { 'content-type': 'application/json; charset=utf-16le' }],
    ['an unknown charset', [415], query, { 'content-type': 'application/json; charset=nonsense' }],
    ['GraphQL as such', [415], search, { 'content-type': 'application/graphql' }],
    ['XML', [415], '<query/>', { 'content-type': 'application/xml' }],
  ])('%s: refused', async (_name, statuses, body, headers) => {
    expectRefused(await send(url, { method: 'POST', headers, body }), statuses);
  });

  it.each(['gzip', 'deflate', 'br', 'gzip, gzip'])(
    'a bomb in %s: refused before it is opened',
    async (encoding) => {
      const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000, ' ')));
      const outcome = await send(url, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'content-encoding': encoding },
        body: bomb,
      });
      expectRefused(outcome, [413, 415]);
    },
  );
});

describe('HTTP that no client writes', () => {
  const head = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

  it.each<[string, number[], string]>([
    ['headers of a megabyte', [431], `${head}X: ${'x'.repeat(1_000_000)}\r\n\r\n`],
    [
      'ten thousand headers',
      [431],
      `${head}${Array.from({ length: 10_000 }, (_, i) => `X-${i}: 1\r\n`).join('')}\r\n`,
    ],
    ['two lengths', [400], `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n${query}`],
    ['a length and chunks', [400], `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a negative length', [400], `${head}Content-Length: -5\r\n\r\n`],
    ['chunks of no size', [400], `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`],
    ['a bare newline in a header', [400], `${head}X: a\nTransfer-Encoding: chunked\r\n\r\n`],
    ['no HTTP', [400], 'nonsense\r\n\r\n'],
    ['HTTP/2', [400], 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['two hosts', [400], `${head}Host: evil.example\r\nContent-Length: ${query.length}\r\n\r\n${query}`],
    ['a folded header', [400], `${head}X: a\r\n b\r\nContent-Length: 0\r\n\r\n`],
    ['a length with a sign', [400], `${head}Content-Length: +${query.length}\r\n\r\n${query}`],
    ['a space before a colon', [400], `${head}Content-Length : ${query.length}\r\n\r\n${query}`],
    ['an unknown transfer coding', [400], `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    [
      'two transfer codings',
      [400],
      `${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
    ],
    [
      'chunk extensions without end',
      [400, 413],
      `${head}Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(30_000)}\r\nx\r\n0\r\n\r\n`,
    ],
    [
      'trailers without end',
      [431],
      `${head}Transfer-Encoding: chunked\r\n\r\n0\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`,
    ],
    ['a path that cannot be decoded', [400], 'GET /%zz<script> HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a method nobody has', [404], 'PROPFIND /graphql HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a tunnel', [0], 'CONNECT /graphql HTTP/1.1\r\nHost: x\r\n\r\n'],
    [
      'no host',
      [400],
      `POST /graphql HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: ${query.length}\r\n\r\n${query}`,
    ],
  ])('%s: refused at once', async (_name, statuses, text) => {
    const outcome = await sendRaw(url, [text.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')]);
    expect([...statuses, 0]).toContain(outcome.status);
    expect(outcome.ms).toBeLessThan(3_000);
    if (outcome.status === 0) return;
    expect(outcome.text).toContain('{"errors":[{"message":');
    expect(outcome.text).not.toMatch(/script|FST_|HPE_/);
  });

  it('a token in a trailer is no token', async () => {
    const body = JSON.stringify({ query: '{ me { id } }' });
    const chunk = `${body.length.toString(16)}\r\n${body}\r\n0\r\nAuthorization: Bearer x.y.z\r\n\r\n`;
    const { text } = await sendRaw(url, [
      `${head}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk}`,
    ]);
    expect(text).toContain('{"data":{"me":null}}');
  });

  it('hundreds of large bodies that never end are not all held', { timeout: 30_000 }, async () => {
    const { hostname, port } = new URL(url);
    const statuses: string[] = [];
    const sockets = Array.from({ length: 320 }, () => {
      const socket = connect(Number(port), hostname, () =>
        socket.write(`${head}Content-Length: 250000\r\n\r\n"${'x'.repeat(1_000)}`),
      );
      socket.on('data', (data) => statuses.push(data.toString().slice(9, 12)));
      socket.on('error', () => undefined);
      return socket;
    });
    try {
      // The router reserves memory for at most 268 of these bodies (64 MiB).
      await expect.poll(() => statuses.length).toBeGreaterThanOrEqual(40);
      expect(new Set(statuses)).toEqual(new Set(['503']));
      await expectCanary(url);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  });

  it('slow headers and slow bodies are cut off', { timeout: 30_000 }, async () => {
    const [headers, body] = await Promise.all([
      sendRaw(url, [head, ...Array.from({ length: 100 }, (_, i) => `X-${i}: 1\r\n`)], 300),
      sendRaw(url, [`${head}Content-Length: 1000\r\n\r\n`, ...Array.from({ length: 100 }, () => ' ')], 300),
    ]);
    for (const slow of [headers, body]) {
      expect([0, 408]).toContain(slow.status);
      expect(slow.ms).toBeLessThan(15_000);
    }
  });
});

describe('what an answer says of us', () => {
  it('is neither server, framework nor whatever the client claimed', async () => {
    const outcome = await send(url, {
      method: 'POST',
      headers: {
        ...JSON_TYPE,
        origin: 'https://evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'gopher',
        'x-forwarded-for': '1.2.3.4',
      },
      body: query,
    });
    expect(outcome.status).toBe(200);
    const headers = [...outcome.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    expect(headers).toContain('x-content-type-options: nosniff');
    expect(headers).not.toMatch(/^(server|x-powered-by|access-control-[\w-]+):/im);
    expect(headers).not.toMatch(/evil|gopher|1\.2\.3\.4/);
  });

  it.each([
    '/metrics',
    '/health/live',
    '/health/ready',
    '/debug/pprof',
    '/.env',
    '/graphql/../metrics',
    '/.well-known/jwks.json',
  ])('is not at %s', async (path) => {
    const outcome = await sendRaw(url, [`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`]);
    expect(outcome.status).toBe(404);
  });

  it('is the same for every origin: closed', async () => {
    for (const origin of ['null', 'https://evil.example', 'https://studio.apollographql.com', url]) {
      const outcome = await send(url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(outcome.headers.get('access-control-allow-origin')).toBeNull();
      expect(outcome.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('is one answer to each of many requests on one connection', async () => {
    const one = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${query.length}\r\n`;
    const { text } = await sendRaw(url, [`${one}\r\n${query}${one}Connection: close\r\n\r\n${query}`]);
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    expect((await post(url, query)).status).toBe(200);
    expect((await ask(url, search)).status).toBe(200);
  });
});
