import type { ServiceEvent } from './event.js';
import { CursorExpired, positionOf, type EventLog, type EventStore, type LoggedEvent } from './event-log.js';
import type { RedisConnection } from './redis-connection.js';
import { APPEND, HEAD, PRUNE, READ } from './redis-scripts.js';
import { createWake } from './wake.js';

export interface RedisLogOptions {
  readonly redis: RedisConnection;
  /** The service whose events these are. */
  readonly service: string;
}

/** A consumer group of a stream, which shows an operator of Redis how far each consumer is. */
export interface Group {
  readonly name: string;
  /** The name of this process in the group. */
  readonly consumer: string;
}

type Entry = readonly [id: string, fields: readonly string[]];

/** How long a read waits for a new event, in milliseconds. */
const BLOCK_MS = 1_000;

/** The pause after a failed wait, in milliseconds. */
const RETRY_MS = 250;

/** The number of events that one command removes. */
const MAX_PRUNED = 500;

/** The log in a Redis stream: a service's relay writes it, and any service reads it. */
export function createRedisLog({ redis, service }: RedisLogOptions): EventStore {
  const run = runnerOf({ redis, service });
  return {
    ...createReader({ redis, service }),
    async append(events) {
      if (events.length === 0) return;
      const pairs = events.flatMap((event) => [event.id, JSON.stringify(event)]);
      await run(APPEND, Date.now(), ...pairs);
    },
    async prune(before) {
      while ((await run(PRUNE, before.getTime(), MAX_PRUNED)) === MAX_PRUNED);
    },
    close: () => redis.close(),
  };
}

/** The log as a consumer of another service reads it. The reader's own cursor decides from where, not the group. */
export function createGroupLog(options: RedisLogOptions, group: Group): EventLog {
  return createReader(options, group);
}

function createReader({ redis, service }: RedisLogOptions, group?: Group): EventLog {
  const run = runnerOf({ redis, service });
  const [stream] = keysOf(service);
  const wake = createWake();
  let waiting: Promise<void> | undefined;

  /** All readers of the process share one wait, because a connection can only wait for one command. */
  async function wait(position: number): Promise<void> {
    try {
      await redis.waiting.xread('COUNT', 1, 'BLOCK', BLOCK_MS, 'STREAMS', stream, `${position}-0`);
      wake.wake();
    } catch {
      // The reader's next read fails too, and reports the error.
    } finally {
      waiting = undefined;
    }
  }

  return {
    head: async () => String(await run(HEAD)),
    async read(after, limit) {
      const as = group === undefined ? [] : [group.name, group.consumer];
      const found = (await run(READ, positionOf(after), limit, ...as)) as readonly Entry[] | null;
      if (found === null) throw new CursorExpired(after);
      return found.map(toLogged);
    },
    async changed(after, signal) {
      waiting ??= wait(positionOf(after));
      await wake.pause(BLOCK_MS + RETRY_MS, signal);
    },
  };
}

/** Runs scripts on the keys of a service. */
function runnerOf({ redis, service }: RedisLogOptions) {
  const keys = keysOf(service);
  return (script: string, ...values: readonly (string | number)[]) =>
    redis.commands.eval(script, keys.length, ...keys, ...values);
}

function keysOf(service: string): readonly [stream: string, ids: string, start: string] {
  // The braces keep the keys of a service on one node of a cluster.
  const prefix = `supergraph:{${service}}`;
  return [`${prefix}:events`, `${prefix}:event-ids`, `${prefix}:start`];
}

function toLogged([id, [, , , event = '']]: Entry): LoggedEvent {
  return { cursor: id.slice(0, id.indexOf('-')), event: JSON.parse(event) as ServiceEvent };
}
