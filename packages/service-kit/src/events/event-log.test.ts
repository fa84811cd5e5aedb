import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestConnection, type TestConnection } from '../testing/database.js';
import { eventTransports, type RunningTransport } from '../testing/event-transports.js';
import { openEventStore } from '../testing/event-store.js';
import { testEvent } from '../testing/events.js';
import { CursorExpired, type Cursor, type EventStore, type LoggedEvent } from './event-log.js';
import { createEventModel, type EventModel } from './models/event.js';

const events = (subject: string, count: number) =>
  Array.from({ length: count }, (_, index) => testEvent(subject, index + 1));

for (const transport of eventTransports) {
  describe.skipIf(transport.isMissing)(`the log in ${transport.name}`, () => {
    let database: TestConnection;
    let running: RunningTransport;
    let model: EventModel;
    let opened: EventStore[];
    let log: EventStore;
    /** The position before the first event. */
    let begin: Cursor;

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
      return () => opened.forEach((each) => each.close());
    });

    /** The log as another process opens it. */
    async function open(): Promise<EventStore> {
      const { connection, logger } = database;
      const { redisUrl } = running;
      const store = await openEventStore({ service: 'test', connection, logger, redisUrl });
      opened.push(store);
      return store;
    }

    async function readAll(from = begin, limit = 7): Promise<string[]> {
      return (await readLogged(from, limit)).map(({ event }) => event.id);
    }

    async function readLogged(from = begin, limit = 7): Promise<LoggedEvent[]> {
      const all: LoggedEvent[] = [];
      for (let after = from; ;) {
        const page = await log.read(after, limit);
        all.push(...page);
        const last = page.at(-1);
        if (last === undefined) return all;
        after = last.cursor;
      }
    }

    it('reads events in pages, in the order in which they were appended', async () => {
      await log.append(events('a', 10));
      await log.append(events('b', 10));
      expect(await readAll()).toEqual([...events('a', 10), ...events('b', 10)].map(({ id }) => id));
      expect(await log.read(await log.head(), 10)).toEqual([]);
    });

    it('has an event once however often it is appended', async () => {
      await log.append(events('a', 5));
      await log.append([...events('a', 8), ...events('a', 3)]);
      expect(await readAll()).toEqual(events('a', 8).map(({ id }) => id));
    });

    it('keeps the order of each entity, without gaps, when two writers append at once', async () => {
      const other = await open();
      const batches = Array.from({ length: 25 }, (_, batch) => [
        testEvent('a', batch + 1),
        testEvent('b', batch + 1),
      ]);
      for (const batch of batches) await Promise.all([log.append(batch), other.append(batch)]);
      const ids = await readAll();
      for (const subject of ['a', 'b']) {
        const own = ids.filter((id) => id.startsWith(`thing/${subject}@`));
        expect(own).toEqual(batches.map((_, batch) => `thing/${subject}@${batch + 1}`));
      }
      expect(ids).toHaveLength(50);
    });

    it('lets no writer that was held up insert an event behind a reader', async () => {
      const heldUp = await open();
      await heldUp.append(events('a', 1));
      await log.append(events('b', 3));
      const cursor = await log.head();
      await heldUp.append(events('c', 2));
      expect(await readAll(cursor)).toEqual(['thing/c@1', 'thing/c@2']);
    });

    it('says to a reader whose next events are no longer kept that they are gone, and continues its numbers', async () => {
      await log.append(events('a', 5));
      const cursors = (await readLogged()).map(({ cursor }) => cursor);
      await log.prune(new Date(Date.now() + 1_000));
      await expect(log.read(cursors[1] ?? '', 10)).rejects.toThrow(CursorExpired);
      // The newest event is still there.
      expect(await readAll(cursors[3])).toEqual(['thing/a@5']);
      await (await open()).append(events('b', 1));
      expect(await readAll(cursors[4])).toEqual(['thing/b@1']);
    });

    it.each(['6', '999', 'x', ''])('knows no cursor %j', async (cursor) => {
      await log.append(events('a', 5));
      await expect(log.read(cursor, 10)).rejects.toThrow(CursorExpired);
    });

    it('keeps what is newer than the time up to which it is pruned', async () => {
      await log.append(events('a', 5));
      await log.prune(new Date(Date.now() - 60_000));
      expect(await readAll()).toHaveLength(5);
    });

    it('wakes a reader that waits when another process appends', async () => {
      const other = await open();
      const cursor = await log.head();
      const waiting = new AbortController();
      const changed = (async () => {
        while ((await log.read(cursor, 1)).length === 0) await log.changed(cursor, waiting.signal);
      })();
      await other.append(events('a', 1));
      await changed;
      waiting.abort();
      await log.changed(await log.head(), waiting.signal);
    });
  });
}
