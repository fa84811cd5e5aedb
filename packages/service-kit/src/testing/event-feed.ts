import Fastify, { type FastifyInstance } from 'fastify';
import { parseKeyRings } from '../envelope/key-rings.js';
import { ENVELOPE_HEADER } from '../envelope/signer.js';
import { createEnvelopeVerifier } from '../envelope/verifier.js';
import type { EventLog } from '../events/event-log.js';
import { createEventSource } from '../events/event-source.js';
import type { ServiceEvent } from '../events/event.js';
import { serveFeed } from '../events/serve-feed.js';
import { secret } from './asking.js';
import { testEvent } from './events.js';

/** The feed of a service `things`, which the service `reader` may read. */
export interface TestFeed {
  readonly server: FastifyInstance;
  /** The GraphQL endpoint that the service would have. */
  readonly url: string;
  /** The entities of the service, with their revisions. */
  readonly entities: Map<string, number>;
  close(): Promise<void>;
}

export async function startTestFeed(log: EventLog): Promise<TestFeed> {
  const entities = new Map<string, number>();
  const page = (afterId: string, limit: number) => {
    const ids = [...entities.keys()].filter((id) => id > afterId).sort();
    return Promise.resolve(ids.slice(0, limit).map((id) => snapshotOf(id, entities.get(id) ?? 0)));
  };
  const server = Fastify();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  const envelope = createEnvelopeVerifier({
    audience: 'things',
    rings: parseKeyRings(`reader=k1:${secret},stranger=k1:${secret}`),
  });
  const source = createEventSource(log, [{ types: ['shop.thing.snapshot.v1'], page }]);
  serveFeed(server, { source, readers: ['reader'] }, (request) => {
    try {
      return envelope.verify(request.headers[ENVELOPE_HEADER], request.body as Buffer);
    } catch {
      return undefined;
    }
  });
  const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/graphql`;
  return { server, url, entities, close: () => server.close() };
}

function snapshotOf(id: string, revision: number): ServiceEvent {
  const event = testEvent(id, revision);
  return { ...event, id: event.id.replace('thing/', 'thing-snapshot/'), type: 'shop.thing.snapshot.v1' };
}
