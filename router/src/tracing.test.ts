import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestRouter, type TestRouter } from './testing/router.js';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

const PRIVATE = 'wilhelmina@letters.example';
const bodies: string[] = [];
const collector = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    bodies.push(body);
    response.setHeader('content-type', 'application/json').end('{}');
  });
});

let router: TestRouter;

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = url;
  router = await startTestRouter({
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: url, ACCESS_LOG_RATIO: '1', LOG_LEVEL: 'debug' },
    subgraphs: {
      shop: {
        sdl: 'type Query { item(for: String): Item } type Item @key(fields: "id") { id: ID! }',
        resolvers: { Query: { item: () => ({ id: PRIVATE }) } },
      },
      stock: {
        sdl: 'type Item @key(fields: "id") { id: ID! left: Int }',
        resolvers: { Item: { left: () => 3 } },
      },
    },
  });
});

afterAll(() => {
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  collector.closeAllConnections();
  collector.close();
});

test('an operation is one trace from its client to each fetch, and holds nothing of what was said', async () => {
  const [clientTrace, clientSpan] = ['ab'.repeat(16), 'cd'.repeat(8)];
  const query = 'query Left($for: String) { item(for: $for) { left } }';
  const answer = await router.ask(query, {
    variables: { for: PRIVATE },
    headers: { traceparent: `00-${clientTrace}-${clientSpan}-01` },
  });
  expect(answer.body).toEqual({ data: { item: { left: 3 } } });
  const sent = router.subgraph('stock').requests.map(({ headers }) => headers.traceparent);
  // Its end sends what is left.
  await router.close();
  const spans = bodies.flatMap((body) =>
    (JSON.parse(body) as Export).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((each) => each.spans),
    ),
  );
  const find = (name: string) => spans.find((span) => span.name === name);
  const [root, execute, fetch] = ['query Left', 'execute', 'fetch stock'].map(find);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([clientTrace]));
  expect(root?.parentSpanId).toBe(clientSpan);
  const phases = spans.filter(({ parentSpanId }) => parentSpanId === root?.spanId).map(({ name }) => name);
  expect(phases.sort()).toEqual(['authorize', 'execute', 'parse', 'plan']);
  expect(fetch?.parentSpanId).toBe(execute?.spanId);
  expect(fetch?.attributes).toContainEqual({ key: 'graphql.entities', value: { intValue: 1 } });
  expect(sent).toEqual([`00-${clientTrace}-${fetch?.spanId ?? ''}-01`]);
  expect(bodies.join('')).toMatch(/"service\.name".*"router"/);
  expect([...bodies, ...router.log].join('\n')).not.toContain(PRIVATE);
});
