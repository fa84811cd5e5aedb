import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from '../database/connect.js';
import { parseKeyRings } from '../envelope/key-rings.js';
import { createEnvelopeSigner } from '../envelope/signer.js';
import { createLogger } from '../logger.js';
import { secret } from '../testing/asking.js';
import { startTestDatabase, type TestDatabase } from '../testing/database.js';
import { createCollector } from '../testing/event-collector.js';
import { startTestFeed, type TestFeed } from '../testing/event-feed.js';
import { untilAnswering } from '../testing/event-store.js';
import { hasRedis, startRedis, type TestRedis } from '../testing/redis.js';
import { openThings, type Things } from '../testing/things.js';
import type { Consumer } from './consumer.js';
import { createConsumerModels } from './models/consumer.js';
import { createConsumerPorts, startServiceConsumer } from './service-consumer.js';
import { createRelayPorts, startServiceEvents, type ServiceEvents } from './service-events.js';

const THINGS = ['a', 'b', 'c'];
const logger = createLogger({ service: 'test', level: 'silent' });

const name = hasRedis ? 'a Redis that' : 'a Redis that (skipped because there is no redis-server)';

describe.skipIf(!hasRedis)(name, () => {
  let database: TestDatabase;
  let connection: Connection;
  let redis: TestRedis;
  let things: Things;
  let events: ServiceEvents;
  let feed: TestFeed;
  let consumer: Consumer;
  let collected: ReturnType<typeof createCollector>;

  beforeAll(async () => {
    database = await startTestDatabase();
  });
  afterAll(() => database.stop());

  beforeEach(async () => {
    const uri = database.newUri('outage');
    connection = await connectDatabase({ uri, logger, registry: new Registry() });
    things = openThings(connection);
  });
  afterEach(async () => {
    await consumer.stop();
    await events.stop();
    await feed.close();
    await connection.dropDatabase();
    await connection.close();
    await redis.close();
  });

  async function start(kept: { isDurable: boolean }): Promise<void> {
    redis = await startRedis(kept);
    const options = { service: 'things', connection, logger, redisUrl: redis.url };
    const ports = createRelayPorts(options, [things.outbox]);
    events = startServiceEvents({ ports, logger, registry: new Registry(), keptHours: 1 });
    await untilAnswering(events.log);
    feed = await startTestFeed(events.log);
    collected = createCollector();
    consumer = startServiceConsumer({
      handler: collected.handler,
      of: 'things',
      urls: [feed.url],
      signer: createEnvelopeSigner({ issuer: 'reader', rings: parseKeyRings(`things=k1:${secret}`) }),
      ports: createConsumerPorts(connection, collected.handler.name),
      redisUrl: redis.url,
      logger,
      registry: new Registry(),
    });
    const cursor = async () => (await createConsumerModels(connection).consumers.findOne().lean())?.cursor;
    await expect.poll(cursor).toMatch(/^\d+$/);
  }

  /** Changes every thing, as far as the revision. */
  async function change(from: number, to: number): Promise<void> {
    for (let revision = from; revision <= to; revision += 1) {
      for (const _id of THINGS) {
        feed.entities.set(_id, revision);
        await things.change(_id, revision);
      }
      things.outbox.changed();
    }
  }

  const revisions = () => THINGS.map((id) => collected.state.get(id));

  it('is killed again and again while events are published loses, doubles and reorders none', async () => {
    await start({ isDurable: true });
    for (let round = 0; round < 3; round += 1) {
      await change(round * 10 + 1, round * 10 + 4);
      await redis.kill();
      await change(round * 10 + 5, round * 10 + 7);
      await redis.restart();
      await change(round * 10 + 8, round * 10 + 10);
      await expect.poll(revisions, { timeout: 30_000 }).toEqual([30, 30, 30].map(() => (round + 1) * 10));
    }
    expect(await things.collection.countDocuments({ unpublishedAt: { $exists: true } })).toBe(0);
    for (const id of THINGS) {
      const own = collected.handled.filter((event) => event.startsWith(`thing/${id}@`));
      // A page may be repeated after a lost answer, but the first deliveries are in order and complete.
      const expected = Array.from({ length: 30 }, (_, index) => `thing/${id}@${index + 1}`);
      expect([...new Set(own)]).toEqual(expected);
    }
  });

  it('has lost everything has its consumers begin again from a snapshot', async () => {
    await start({ isDurable: false });
    await change(1, 5);
    await expect.poll(revisions).toEqual([5, 5, 5]);
    await redis.kill();
    await change(6, 6);
    await redis.restart();
    await change(7, 7);
    await expect.poll(revisions, { timeout: 30_000 }).toEqual([7, 7, 7]);
    expect(collected.handled.some((event) => event.startsWith('thing-snapshot/'))).toBe(true);
  });
});
