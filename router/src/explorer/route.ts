import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** The initial text of the explorer's editor. */
const welcome = `# Sign in for an access token, put it in the Headers tab as
# { "Authorization": "Bearer <token>" }, and ask for what is yours.
query Welcome {
  __typename
}
`;

/**
 * Serves an explorer at `GET /` that loads nothing from another host. Its nine megabytes are compressed at the first
 * request, so a process without visitors never does that work. It is for developers and off in production.
 */
export function addExplorerRoute(server: FastifyInstance): void {
  let page: Promise<Buffer> | undefined;
  server.get('/', async (request, reply) => {
    page ??= makePage();
    const zipped = await page;
    void reply.type('text/html; charset=utf-8').headers({
      vary: 'accept-encoding',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    return takesGzip
      ? reply.header('content-encoding', 'gzip').send(zipped)
      : reply.send(await decompress(zipped));
  });
}

async function makePage(): Promise<Buffer> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    endpoint: '/graphql',
    title: 'Supergraph',
    defaultQuery: welcome,
    headers: '{}',
    shouldPersistHeaders: false,
  });
  return compress(html);
}
