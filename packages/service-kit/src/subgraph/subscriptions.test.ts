import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../envelope/caller.js';
import { parseKeyRings } from '../envelope/key-rings.js';
import { createEnvelopeSigner, ENVELOPE_HEADER } from '../envelope/signer.js';
import { createEnvelopeVerifier } from '../envelope/verifier.js';
import { CursorExpired, type EventLog, type LoggedEvent } from '../events/event-log.js';
import { createFollowing } from '../events/follow.js';
import { createWake } from '../events/wake.js';
import { createLogger } from '../logger.js';
import type { RequestLogger } from './request-logger.js';
import { testEvent } from '../testing/events.js';
import type { FollowEvents, StreamedEvent } from './follow-events.js';
import { createSubgraphServer } from './server.js';

const key = `k1:${randomBytes(32).toString('base64url')}`;
const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
  type Query { a: String }
  type Subscription {
    changed(ids: [ID!]!): String
    mine(ids: [ID!]!): String @authenticated
    breaks: String
  }
`);

interface Context {
  readonly caller: Caller;
  readonly logger: RequestLogger;
  readonly follow: FollowEvents;
}

const follow = {
  subscribe: (_: unknown, { ids }: { ids: string[] }, context: Context) => context.follow({ subjects: ids }),
  resolve: ({ event }: StreamedEvent) => event?.id,
};

/** A log in memory whose first events can be removed. */
class MemoryLog implements EventLog {
  firstKept = 0;
  /** While it is set, the position is not known. */
  opening: Promise<void> | undefined;
  readonly #events: LoggedEvent[] = [];
  readonly #wake = createWake();

  add(subject: string): void {
    const revision = this.#events.length + 1;
    this.#events.push({ cursor: String(revision), event: testEvent(subject, revision) });
    this.#wake.wake();
  }

  async head(): Promise<string> {
    await this.opening;
    return String(this.#events.length);
  }

  read(after: string, limit: number): Promise<readonly LoggedEvent[]> {
    if (Number(after) < this.firstKept) return Promise.reject(new CursorExpired(after));
    return Promise.resolve(this.#events.slice(Number(after), Number(after) + limit));
  }

  async changed(_after: string, signal: AbortSignal): Promise<void> {
    await this.#wake.pause(50, signal);
  }
}

describe('a subgraph with subscriptions', () => {
  let log: MemoryLog;
  let url: string;
  let close: () => Promise<void>;

  beforeEach(async () => {
    // Heartbeats are sent when a test says so.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    log = new MemoryLog();
    const logger = createLogger({ service: 'test', level: 'silent' });
    const following = createFollowing(log, logger);
    const server = await createSubgraphServer<Context>({
      typeDefs,
      resolvers: {
        Subscription: {
          changed: follow,
          mine: follow,
          breaks: {
            subscribe: (_: unknown, __: unknown, context: Context) => context.follow({}),
            resolve() {
              throw new Error('E11000 at db.example:27017');
            },
          },
        },
      },
      envelope: createEnvelopeVerifier({ audience: 'test', rings: parseKeyRings(`router=${key}`) }),
      events: { log, follow: (options) => following.follow(options) },
      logger,
      registry: new Registry(),
      createContext: (caller, requestLogger, followEvents) => ({
        caller,
        logger: requestLogger,
        follow: followEvents,
      }),
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/graphql`;
    close = async () => {
      await server.close();
      await following.stop();
    };
  });
  afterEach(async () => {
    vi.useRealTimers();
    await close();
  });

  async function subscribe(query: string, lastEventId?: string, subject?: string) {
    const signer = createEnvelopeSigner({ issuer: 'router', rings: parseKeyRings(`test=${key}`) });
    const body = JSON.stringify({ query, extensions: { lastEventId } });
    const caller = { subject, scopes: new Set<string>() };
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        [ENVELOPE_HEADER]: signer.sign({ audience: 'test', body, caller, requestId: 'r' }),
      },
      body,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      response,
      /** Reads until the text matches. */
      async until(pattern: RegExp): Promise<string> {
        while (!pattern.test(text)) {
          const { value, done } = (await reader?.read()) ?? { done: true, value: undefined };
          if (done) throw new Error(`the stream ended: ${text}`);
          text += value;
        }
        return text;
      },
      async end(): Promise<string> {
        for (let read = await reader?.read(); read?.done === false; read = await reader?.read())
          text += read.value;
        return text;
      },
      cancel: () => reader?.cancel(),
    };
  }

  it('sends each event with its id, and says where it begins', async () => {
    log.add('a');
    const stream = await subscribe('subscription { changed(ids: ["a"]) }');
    expect(stream.response.headers.get('last-event-id')).toBe('1');
    log.add('b');
    log.add('a');
    expect(await stream.until(/\n\n/)).toBe(
      'event: next\nid: 3\ndata: {"data":{"changed":"thing/a@3"},"extensions":{"eventId":"3"}}\n\n',
    );
    await stream.cancel();
  });

  it('goes on after an event id', async () => {
    for (const id of ['a', 'a', 'a']) log.add(id);
    const stream = await subscribe('subscription { changed(ids: ["a"]) }', '1');
    const text = await stream.until(/id: 3\n.*\n\n/);
    expect(text.match(/^id: \d+$/gm)).toEqual(['id: 2', 'id: 3']);
    await stream.cancel();
  });

  it('says that events were missed when they are no longer kept, and goes on', async () => {
    for (const id of ['a', 'a', 'a']) log.add(id);
    log.firstKept = 2;
    const stream = await subscribe('subscription { changed(ids: ["a"]) }', '1');
    expect(await stream.until(/\n\n/)).toMatch(/^event: next\nid: 3\ndata: .*"EVENTS_MISSED"/);
    log.add('a');
    expect(await stream.until(/thing\/a@4/)).toMatch('id: 4');
    await stream.cancel();
  });

  it('refuses a field that the caller may not see', async () => {
    const text = await (await subscribe('subscription { mine(ids: ["a"]) }')).end();
    expect(text).toMatch(/"code":"UNAUTHENTICATED"[^]*event: complete/);
    const stream = await subscribe('subscription { mine(ids: ["a"]) }', undefined, 'u1');
    log.add('a');
    expect(await stream.until(/\n\n/)).toMatch('thing/a@1');
    await stream.cancel();
  });

  it('masks the error of an event', async () => {
    const stream = await subscribe('subscription { breaks }');
    log.add('a');
    const text = await stream.until(/\n\n/);
    expect(text).toMatch('INTERNAL_SERVER_ERROR');
    expect(text).not.toMatch('E11000');
    await stream.cancel();
  });

  it('ends its streams without completing them when it stops', async () => {
    const stream = await subscribe('subscription { changed(ids: ["a"]) }');
    const [text] = await Promise.all([stream.end(), close()]);
    expect(text).toBe('');
    close = () => Promise.resolve();
  });

  /** Subscribes to a log that is slow to tell its position, until `open` is called. */
  async function subscribeSlowly() {
    let open: () => void = () => undefined;
    log.opening = new Promise((resolve) => (open = resolve));
    const head = vi.spyOn(log, 'head');
    const opening = subscribe('subscription { changed(ids: ["a"]) }');
    await expect.poll(() => head.mock.calls).toHaveLength(1);
    return { opening, open };
  }

  it('sends heartbeats to streams that have begun, and to no others', async () => {
    const begun = await subscribe('subscription { changed(ids: ["a"]) }');
    const { opening, open } = await subscribeSlowly();
    vi.advanceTimersByTime(10_000);
    expect(await begun.until(/\n\n/)).toBe(':\n\n');
    open();
    const stream = await opening;
    expect(stream.response.headers.get('last-event-id')).toBe('0');
    log.add('a');
    expect(await stream.until(/\n\n/)).toMatch(/^event: next/);
    await Promise.all([begun.cancel(), stream.cancel()]);
  });

  it('answers nothing on streams that have not begun when it stops', async () => {
    const { opening, open } = await subscribeSlowly();
    const closing = close();
    await expect(opening).rejects.toThrow('fetch failed');
    open();
    await closing;
    close = () => Promise.resolve();
  });

  it('answers nobody without an envelope', async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: '{"query":"subscription { changed(ids: []) }"}',
    });
    expect(response.status).toBe(401);
    await response.body?.cancel();
  });
});
