import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@supergraph/service-kit/service';
import type { Caller } from '../context.js';
import { refuse } from '../errors/refuse.js';
import { writeAnswer, type Answer } from '../operation/answer.js';
import type { ResolvedOperation } from '../operation/handle-event.js';
import type { Operations } from '../operations.js';
import { identityOf } from '../sharing/identity.js';
import { EVENT_ID, type SubgraphStreams } from '../subgraphs/streams.js';
import { SubgraphUnavailable } from '../subgraphs/transport.js';
import { SubscriptionCounts, type SubscriptionLimits } from './limits.js';
import { Runs, type StreamFetch } from './runs.js';
import { SharedSubscription, type Member } from './shared-subscription.js';
import type { Subscriber } from './subscriber.js';

export interface SubscriptionsOptions {
  readonly operations: Operations;
  readonly streams: SubgraphStreams;
  readonly limits: SubscriptionLimits;
  /** The time limit for the completion of one event, in milliseconds. */
  readonly timeoutMs: number;
  /** The interval of heartbeats on each connection, in milliseconds. */
  readonly heartbeatMs: number;
  readonly logger: Logger;
  readonly observe?: SubscriptionObserver;
}

/** Observes subscriptions, for metrics. */
export interface SubscriptionObserver {
  opened(): void;
  /** An event was sent to a subscriber. */
  delivered(): void;
  ended(reason: string): void;
}

/** An open subscription of a client. */
export interface OpenSubscription {
  /** Call when the client leaves. */
  readonly leave: () => void;
}

/** A client's request to subscribe. */
export interface SubscriptionWish {
  readonly operation: ResolvedOperation;
  readonly subscriber: Subscriber;
  readonly caller: Caller;
  /** The last event that the client has received. */
  readonly lastEventId: string | undefined;
}

interface Entry {
  readonly member: Member;
  shared: SharedSubscription;
}

/** The interval at which tokens are verified without an event, in milliseconds. */
const CHECK_MS = 1_000;

/** The open subscriptions of this process. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #counts: SubscriptionCounts;
  /** The streams of the same subscription, each from another position. */
  readonly #shared = new Map<string, Set<SharedSubscription>>();
  readonly #entries = new Set<Entry>();
  readonly #timer: NodeJS.Timeout;
  #checks = 0;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
    this.#counts = new SubscriptionCounts(options.limits);
    this.#timer = setInterval(() => this.#check(), CHECK_MS).unref();
  }

  /** @returns the response when the subscription is refused */
  async open(wish: SubscriptionWish): Promise<OpenSubscription | Answer> {
    const { requestId } = wish.subscriber;
    try {
      if (wish.lastEventId !== undefined && !EVENT_ID.test(wish.lastEventId)) throw badEventId;
      return await this.#admit(wish);
    } catch (error) {
      if (error instanceof SubgraphUnavailable) {
        this.#options.logger.warn({ err: error, requestId }, 'a subscription could not be opened');
        return writeAnswer({ errors: [unavailable] }, requestId);
      }
      throw error;
    }
  }

  async #admit(wish: SubscriptionWish): Promise<OpenSubscription | Answer> {
    const { subscriber, caller, operation } = wish;
    const remove = this.#counts.add(caller, subscriber.address);
    let isOpen = false;
    try {
      const runs = this.#runsOf(operation);
      const opened = await runs.open(subscriber, caller);
      if ('answer' in opened) return opened.answer;
      const entry = this.#createEntry(wish, remove);
      await this.#join(entry, wish, runs, opened.fetch);
      isOpen = true;
      return { leave: () => entry.shared.leave(entry.member) };
    } finally {
      if (!isOpen) remove();
    }
  }

  #createEntry({ subscriber, caller }: SubscriptionWish, remove: () => void): Entry {
    const { observe } = this.#options;
    const entry = {} as { member: Member; shared: SharedSubscription };
    entry.member = {
      subscriber,
      caller,
      onBegin: () => {
        this.#entries.add(entry);
        observe?.opened();
      },
      onEnd: (reason) => {
        this.#entries.delete(entry);
        remove();
        observe?.ended(reason);
      },
    };
    return entry;
  }

  /** Adds the subscriber to a shared subscription at its position, or to a new one that starts there. */
  async #join(entry: Entry, wish: SubscriptionWish, runs: Runs, fetch: StreamFetch): Promise<void> {
    const { lastEventId, caller, operation } = wish;
    const key = keyOf(operation, caller, fetch);
    for (;;) {
      const open = [...(this.#shared.get(key) ?? [])];
      const shared =
        open.find((each) => each.accepts(lastEventId)) ?? this.#begin(key, lastEventId, runs, fetch);
      entry.shared = shared;
      if (await shared.join(entry.member, lastEventId)) return;
    }
  }

  #begin(key: string, lastEventId: string | undefined, runs: Runs, fetch: StreamFetch): SharedSubscription {
    const same = this.#shared.get(key) ?? new Set();
    const shared = new SharedSubscription({
      runs,
      fetch,
      lastEventId,
      streams: this.#options.streams,
      onEnd: () => {
        same.delete(shared);
        if (same.size === 0 && this.#shared.get(key) === same) this.#shared.delete(key);
      },
    });
    this.#shared.set(key, same.add(shared));
    return shared;
  }

  /** Checks each subscription after a change of the supergraph. */
  async renew(): Promise<void> {
    const all = [...this.#shared.values()].flatMap((same) => [...same]);
    await Promise.all(all.map((shared) => shared.renew()));
  }

  /** Moves the clients to another router, one by one. Always takes `ms` milliseconds. */
  async drain(ms: number): Promise<void> {
    const entries = [...this.#entries];
    const began = performance.now();
    const until = async (share: number) => {
      const wait = began + ms * share - performance.now();
      if (wait > 1) await sleep(wait);
    };
    for (const [index, { member, shared }] of entries.entries()) {
      await until(index / entries.length);
      shared.end(member, { kind: 'moved' }, 'moved');
    }
    await until(1);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { member, shared } of [...this.#entries]) shared.end(member, { kind: 'moved' }, 'moved');
  }

  #runsOf(operation: ResolvedOperation): Runs {
    const { operations, streams, timeoutMs, logger, observe } = this.#options;
    return new Runs(operation, { operations, streams, timeoutMs, logger, count: () => observe?.delivered() });
  }

  /** Verifies all tokens. Sends heartbeats to a part of the connections, so that they are not all written at once. */
  #check(): void {
    const parts = Math.max(1, Math.round(this.#options.heartbeatMs / CHECK_MS));
    const part = this.#checks++ % parts;
    let index = 0;
    for (const { member, shared } of [...this.#entries]) {
      shared.check(member);
      if (index++ % parts === part) shared.beat(member);
    }
  }
}

function keyOf(
  { text, operationName, variables }: ResolvedOperation,
  caller: Caller,
  fetch: StreamFetch,
): string {
  const audience = fetch.isPublic ? null : identityOf(caller);
  return JSON.stringify([text, operationName, variables, audience, fetch.key]);
}

const badEventId = refuse(400, 'BAD_REQUEST', 'The last event id must be one that a subscription has sent.');

const unavailable = refuse(
  503,
  'SERVICE_UNAVAILABLE',
  'The service behind this subscription is not available: try again in a few seconds.',
  { headers: { 'retry-after': '5' } },
);
