import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestConnection, type TestConnection } from '../testing/database.js';
import { testEvent } from '../testing/events.js';
import { createDatabaseLog, type EventStore } from './database-log.js';
import { CursorExpired, FIRST_CURSOR, type Cursor } from './event-log.js';
import { createEventModel, type EventModel } from './models/event.js';

let database: TestConnection;
let model: EventModel;
let log: EventStore;

beforeAll(async () => {
  database = await openTestConnection('events');
  model = createEventModel(database.connection);
  await model.createIndexes();
});

afterAll(() => database.close());

beforeEach(async () => {
  await model.deleteMany({});
  log = createDatabaseLog(model);
});

const events = (subject: string, count: number) =>
  Array.from({ length: count }, (_, index) => testEvent(subject, index + 1));

async function readAll(from: Cursor = FIRST_CURSOR, limit = 7): Promise<string[]> {
  const ids: string[] = [];
  for (let after = from; ;) {
    const page = await log.read(after, limit);
    ids.push(...page.map(({ event }) => event.id));
    const last = page.at(-1);
    if (last === undefined) return ids;
    after = last.cursor;
  }
}

describe('the log in a database', () => {
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
    const other = createDatabaseLog(model);
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
    expect(await log.head()).toBe('50');
  });

  it('lets no writer that was held up insert an event behind a reader', async () => {
    const heldUp = createDatabaseLog(model);
    await heldUp.append(events('a', 1));
    await log.append(events('b', 3));
    const cursor = await log.head();
    await heldUp.append(events('c', 2));
    expect(await readAll(cursor)).toEqual(['thing/c@1', 'thing/c@2']);
  });

  it('says to a reader whose next events are no longer kept that they are gone, and continues its numbers', async () => {
    await log.append(events('a', 5));
    await log.prune(new Date(Date.now() + 1_000));
    expect(await model.countDocuments({})).toBe(1);
    await expect(log.read('2', 10)).rejects.toThrow(CursorExpired);
    // The next event is still there.
    expect(await readAll('4')).toEqual(['thing/a@5']);
    await createDatabaseLog(model).append(events('b', 1));
    expect(await readAll('5')).toEqual(['thing/b@1']);
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
});
