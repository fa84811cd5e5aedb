import { setMaxListeners } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestConnection, type TestConnection } from '../testing/database.js';
import { eventTransports, type RunningTransport } from '../testing/event-transports.js';
import { openEventStore } from '../testing/event-store.js';
import { testEvent } from '../testing/events.js';
import { CursorExpired, type Cursor, type EventStore, type LoggedEvent } from './event-log.js';
import { createEventModel, type EventModel } from './models/event.js';
import { createFollowing, FollowerTooSlow, type Following, type FollowOptions } from './follow.js';

for (const transport of eventTransports) {
  describe.skipIf(transport.isMissing)(`following ${transport.name}`, () => {
    let database: TestConnection;
    let running: RunningTransport;
    let opened: EventStore[];
    /** The position before the first event. */
    let begin: Cursor;
    let model: EventModel;
    let log: EventStore;
    let following: Following;
    let ending: AbortController;

    beforeAll(async () => {
      [database, running] = await Promise.all([openTestConnection('events'), transport.start()]);
      model = createEventModel(database.connection);
      await model.createIndexes();
    });

    afterAll(async () => {
      await database.close();
      await running.stop();
    });

    beforeEach(async () => {
      await Promise.all([model.deleteMany({}), running.clear()]);
      opened = [];
      log = await open();
      begin = await log.head();
      await log.append([testEvent('old', 1)]);
      following = createFollowing(log, database.logger);
      ending = new AbortController();
      setMaxListeners(0, ending.signal);
    });

    afterEach(async () => {
      ending.abort();
      await following.stop();
      for (const each of opened) each.close();
    });

    /** The log as another process opens it. */
    async function open(): Promise<EventStore> {
      const { connection, logger } = database;
      const { redisUrl } = running;
      const store = await openEventStore({ service: 'test', connection, logger, redisUrl });
      opened.push(store);
      return store;
    }

    /** Follows events and collects their ids. */
    function collect(options: Omit<FollowOptions, 'signal'> = {}) {
      const ids: string[] = [];
      const cursors: string[] = [];
      const done = (async () => {
        for await (const { event, cursor } of following.follow({ ...options, signal: ending.signal })) {
          ids.push(event.id);
          cursors.push(cursor);
        }
      })();
      return { ids, cursors, done };
    }

    /** Resolves when the reader has started: every later event reaches all followers. */
    async function begun(): Promise<void> {
      const all = collect();
      for (let revision = 1; all.ids.length === 0; revision += 1) {
        await log.append([testEvent('sign', revision)]);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }

    test('a follower gets the events of its entities, its user and its types from now on', async () => {
      const all = collect();
      const one = collect({ subjects: ['a', 'c', 'a'] });
      const hers = collect({ owner: 'ada' });
      const hersOfOne = collect({ owner: 'ada', subjects: ['b'] });
      const others = collect({ types: ['shop.thing.gone.v1'] });
      await begun();
      await log.append([
        testEvent('a', 1),
        testEvent('b', 1, 'ada'),
        testEvent('c', 1, 'ada'),
        testEvent('d', 1),
      ]);
      await expect.poll(() => all.ids.at(-1)).toBe('thing/d@1');
      expect(one.ids).toEqual(['thing/a@1', 'thing/c@1']);
      expect(hers.ids).toEqual(['thing/b@1', 'thing/c@1']);
      expect(hersOfOne.ids).toEqual(['thing/b@1']);
      expect(others.ids).toEqual([]);
      expect(all.ids).not.toContain('thing/old@1');
    });

    test('events of another process arrive too', async () => {
      const all = collect();
      await begun();
      await (await open()).append([testEvent('elsewhere', 1)]);
      await expect.poll(() => all.ids).toContain('thing/elsewhere@1');
    });

    test('whoever comes back with its cursor gets what it missed and what comes, each once', async () => {
      const first = collect({ subjects: ['a'] });
      await begun();
      await log.append([testEvent('a', 1)]);
      await expect.poll(() => first.cursors.length).toBe(1);
      const [after] = first.cursors;
      await log.append([testEvent('a', 2), testEvent('b', 1), testEvent('a', 3)]);
      const append = async () => {
        for (let revision = 4; revision <= 30; revision += 1) await log.append([testEvent('a', revision)]);
      };
      const [, ...late] = await Promise.all([
        append(),
        ...Array.from({ length: 10 }, (_, delay) =>
          new Promise((resolve) => setTimeout(resolve, delay * 5)).then(() =>
            collect({ subjects: ['a'], after }),
          ),
        ),
      ]);
      const expected = Array.from({ length: 29 }, (_, index) => `thing/a@${index + 2}`);
      for (const { ids } of late) {
        await expect.poll(() => ids.length).toBeGreaterThanOrEqual(expected.length);
        expect(ids).toEqual(expected);
      }
    });

    test('whoever comes back too late hears that the events are gone', async () => {
      await log.append(Array.from({ length: 5 }, (_, index) => testEvent('a', index + 1)));
      await log.prune(new Date(Date.now() + 1_000));
      await expect(collect({ after: begin }).done).rejects.toThrow(CursorExpired);
    });

    test('whoever comes back with a position that the log does not have hears that the events are gone', async () => {
      const after = String(Number(await log.head()) + 1_000_000);
      await expect(collect({ after }).done).rejects.toThrow(CursorExpired);
    });

    test('whoever comes from a process that has read further gets nothing twice', async () => {
      const behind = { ...log, head: () => Promise.resolve(begin) };
      following = createFollowing(behind, database.logger);
      await log.append([testEvent('a', 1), testEvent('a', 2)]);
      const returning = collect({ subjects: ['a'], after: await log.head() });
      await log.append([testEvent('a', 3)]);
      await expect.poll(() => returning.ids.at(-1)).toBe('thing/a@3');
      expect(returning.ids).toEqual(['thing/a@3']);
    });

    test('a follower that does not take its events is dropped, and the others are not disturbed', async () => {
      const quick = collect();
      const slow = following.follow({ signal: ending.signal })[Symbol.asyncIterator]();
      await begun();
      for (let batch = 0; batch < 11; batch += 1) {
        await log.append(Array.from({ length: 100 }, (_, index) => testEvent(`${batch}`, index + 1)));
      }
      await expect.poll(() => quick.ids.at(-1)).toBe('thing/10@100');
      await expect(slow.next()).rejects.toThrow(FollowerTooSlow);
      expect(quick.ids.filter((id) => !id.includes('sign'))).toHaveLength(1_100);
    });

    test('a follower that was never iterated can be left', async () => {
      const iterator = following.follow({ signal: ending.signal })[Symbol.asyncIterator]();
      await iterator.return?.();
      expect(await iterator.next()).toMatchObject({ done: true });
      // No reader remains to keep the process busy.
      await following.stop();
    });

    test('an aborted follower ends without an error', async () => {
      const { done } = collect();
      await begun();
      ending.abort();
      await expect(done).resolves.toBeUndefined();
    });

    test('a follower whose position is lost misses nothing that happens after it follows again', async () => {
      let isLost = false;
      const losing = {
        ...log,
        read: (...call: Parameters<EventStore['read']>) => {
          if (!isLost) return log.read(...call);
          isLost = false;
          throw new CursorExpired(call[0]);
        },
      };
      following = createFollowing(losing, database.logger);
      const first = collect();
      for (let revision = 1; first.ids.length === 0; revision += 1) {
        await log.append([testEvent('sign', revision)]);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const failed = expect(first.done).rejects.toThrow(CursorExpired);
      isLost = true;
      await log.append([testEvent('lost', 1)]);
      await failed;
      const again = collect({ after: await log.head() });
      await log.append([testEvent('a', 1)]);
      await expect.poll(() => again.ids).toEqual(['thing/a@1']);
    });

    test('the load on the log does not grow with the number of followers', async () => {
      const reads = { count: 0 };
      const counted = {
        ...log,
        read: (...call: Parameters<EventStore['read']>) => {
          reads.count += 1;
          return log.read(...call);
        },
      };
      following = createFollowing(counted, database.logger);
      const followers = Array.from({ length: 200 }, () => collect({ subjects: ['a'] }));
      await begun();
      const before = reads.count;
      await log.append([testEvent('a', 1)]);
      const received = (): LoggedEvent['cursor'][] => followers.flatMap(({ cursors }) => cursors);
      await expect.poll(() => received().length).toBe(200);
      expect(reads.count - before).toBeLessThan(20);
    });
  });
}
