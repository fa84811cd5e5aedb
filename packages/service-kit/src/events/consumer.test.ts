import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectDatabase } from '../database/connect.js';
import { parseKeyRings } from '../envelope/key-rings.js';
import { createEnvelopeSigner, ENVELOPE_HEADER } from '../envelope/signer.js';
import { createLogger } from '../logger.js';
import { secret } from '../testing/asking.js';
import { startTestDatabase, type TestDatabase } from '../testing/database.js';
import { createCollector } from '../testing/event-collector.js';
import { startTestFeed, type TestFeed } from '../testing/event-feed.js';
import { eventTransports, type RunningTransport } from '../testing/event-transports.js';
import { openEventStore } from '../testing/event-store.js';
import { testEvent } from '../testing/events.js';
import type { Consumer, EventHandler } from './consumer.js';
import { listDeadLetters, rebuild, replay } from './operations.js';
import type { EventStore } from './event-log.js';
import { createConsumerModels } from './models/consumer.js';
import { createEventModel } from './models/event.js';
import { createConsumerPorts, startServiceConsumer } from './service-consumer.js';

const logger = createLogger({ service: 'test', level: 'silent' });
for (const transport of eventTransports) {
  describe.skipIf(transport.isMissing)(`a consumer over ${transport.name}`, () => {
    let database: TestDatabase;
    let running: RunningTransport;
    let connection: Connection;
    let log: EventStore;
    let feed: TestFeed;
    let url: string;
    /** The entities of the publishing service, with their revisions. */
    let entities: Map<string, number>;
    let registry: Registry;
    let started: Consumer[] = [];

    beforeAll(async () => {
      [database, running] = await Promise.all([startTestDatabase(), transport.start()]);
    });

    afterAll(async () => {
      await database.stop();
      await running.stop();
    });

    beforeEach(async () => {
      await running.clear();
      connection = await connectDatabase({
        uri: database.newUri('consumer'),
        logger,
        registry: new Registry(),
      });
      const model = createEventModel(connection);
      await model.createIndexes();
      const { redisUrl } = running;
      log = await openEventStore({ service: 'things', connection, logger, redisUrl });
      feed = await startTestFeed(log);
      ({ url, entities } = feed);
    });

    afterEach(async () => {
      await Promise.all(started.map((consumer) => consumer.stop()));
      started = [];
      log.close();
      await feed.close();
      await connection.dropDatabase();
      await connection.close();
    });

    function consume(handler: EventHandler, as = 'reader', shared = new Registry()): Consumer {
      registry = shared;
      const consumer = startServiceConsumer({
        handler,
        of: 'things',
        urls: [url],
        signer: createEnvelopeSigner({ issuer: as, rings: parseKeyRings(`things=k1:${secret}`) }),
        ports: createConsumerPorts(connection, handler.name),
        redisUrl: running.redisUrl,
        logger,
        registry,
        retryMs: [5, 5],
      });
      started.push(consumer);
      return consumer;
    }

    /** Resolves when the consumer has read the whole snapshot and waits for events. */
    async function behindSnapshot(): Promise<void> {
      const cursor = async () => (await createConsumerModels(connection).consumers.findOne().lean())?.cursor;
      await expect.poll(cursor).toMatch(/^\d+$/);
    }

    async function happen(id: string, revision: number): Promise<void> {
      entities.set(id, revision);
      await log.append([testEvent(id, revision)]);
    }

    test('a consumer begins with a snapshot of every entity, and continues with the events', async () => {
      for (let index = 0; index < 450; index += 1) entities.set(`t${String(index).padStart(3, '0')}`, 1);
      const { state, handled, handler } = createCollector();
      consume(handler);
      await expect.poll(() => state.size).toBe(450);
      await happen('t007', 2);
      await happen('new', 1);
      await expect.poll(() => handled.slice(450)).toEqual(['thing/t007@2', 'thing/new@1']);
      expect(state.get('t007')).toBe(2);
    });

    test('events during a snapshot are not missed', async () => {
      for (let index = 0; index < 1_000; index += 1) entities.set(`t${String(index).padStart(4, '0')}`, 1);
      const { state, handler } = createCollector();
      consume(handler);
      for (let index = 0; index < 40; index += 1) await happen(`t${String(index * 25).padStart(4, '0')}`, 2);
      await expect.poll(() => [...state.values()].filter((revision) => revision === 2).length).toBe(40);
      await expect.poll(() => state.size).toBe(1_000);
    });

    test('a consumer that is started again continues where it was', async () => {
      const first = createCollector();
      const consumer = consume(first.handler);
      for (let revision = 1; revision <= 5; revision += 1) await happen('a', revision);
      await expect.poll(() => first.state.get('a')).toBe(5);
      await consumer.stop();
      await happen('a', 6);
      const second = createCollector();
      consume(second.handler);
      await expect.poll(() => second.handled.at(-1)).toBe('thing/a@6');
      // A page may be repeated, but not the whole snapshot.
      expect(second.handled.filter((id) => id.includes('snapshot'))).toEqual([]);
    });

    test('of several processes one consumes, and another takes over', async () => {
      const collectors = [createCollector(), createCollector()];
      const consumers = collectors.map(({ handler }) => consume(handler));
      await happen('a', 1);
      const holder = () => collectors.findIndex(({ state }) => state.get('a') === 1);
      await expect.poll(holder).toBeGreaterThanOrEqual(0);
      const first = holder();
      expect(collectors[1 - first]?.handled).toEqual([]);
      await consumers[first]?.stop();
      await happen('a', 2);
      await expect.poll(() => collectors[1 - first]?.state.get('a')).toBe(2);
    });

    test('an event that fails is put aside with those of its entity, others go on, and a replay makes it good', async () => {
      let isBroken = true;
      const { handled, state, handler } = createCollector(({ id }) => isBroken && id === 'thing/bad@1');
      consume(handler);
      await behindSnapshot();
      await happen('bad', 1);
      await happen('good', 1);
      await happen('bad', 2);
      await expect.poll(() => state.get('good')).toBe(1);
      const models = createConsumerModels(connection);
      await expect.poll(async () => (await listDeadLetters(models)).length).toBe(2);
      expect(await listDeadLetters(models)).toMatchObject([
        {
          consumer: 'collector',
          event: { id: 'thing/bad@1' },
          error: 'a test wants this to fail',
          attempts: 3,
        },
        { event: { id: 'thing/bad@2' }, attempts: 0 },
      ]);
      expect(await registry.metrics()).toMatch(/^events_dead_letters\{consumer="collector"\} 2$/m);
      // Replayed too early: the dead letter stays.
      await replay(models, {});
      await expect.poll(async () => (await listDeadLetters(models))[0]?.attempts).toBe(4);
      // The later event of the entity waits for the earlier one, also in the next pages.
      for (const revision of [2, 3]) {
        await happen('good', revision);
        await expect.poll(() => state.get('good')).toBe(revision);
      }
      expect(handled).not.toContain('thing/bad@2');
      isBroken = false;
      await replay(models, { consumer: 'collector' });
      await expect.poll(async () => (await listDeadLetters(models)).length).toBe(0);
      expect(handled.filter((id) => id.includes('bad'))).toEqual(['thing/bad@1', 'thing/bad@2']);
      await happen('bad', 3);
      await expect.poll(() => state.get('bad')).toBe(3);
    });

    test('two consumers of a process have the same metrics, each under its name', async () => {
      const [first, second] = [createCollector(), createCollector()];
      consume(first.handler);
      consume({ ...second.handler, name: 'other' }, 'reader', registry);
      await happen('a', 1);
      await expect.poll(() => [first.state.get('a'), second.state.get('a')]).toEqual([1, 1]);
      for (const name of ['collector', 'other']) {
        await expect
          .poll(() => registry.metrics())
          .toMatch(new RegExp(`^events_consumed_total\\{consumer="${name}"\\} [1-9]`, 'm'));
        expect(await registry.metrics()).toMatch(
          new RegExp(`^events_dead_letters\\{consumer="${name}"\\} 0$`, 'm'),
        );
      }
    });

    test('an event that fails for a moment is tried again and is no dead letter', async () => {
      let failures = 2;
      const { state, handler } = createCollector(() => (failures -= 1) >= 0);
      consume(handler);
      await happen('a', 1);
      await expect.poll(() => state.get('a')).toBe(1);
      expect(await listDeadLetters(createConsumerModels(connection))).toEqual([]);
    });

    test('one command has a consumer forget everything and build it again from a snapshot', async () => {
      const { state, handled, handler } = createCollector();
      await happen('a', 1);
      consume(handler);
      await expect.poll(() => state.get('a')).toBe(1);
      // As if a defect of the handler had created it.
      state.set('ghost', 9);
      entities.set('b', 4);
      await rebuild(createConsumerModels(connection), 'collector');
      await happen('c', 1);
      await expect.poll(() => Object.fromEntries(state)).toEqual({ a: 1, b: 4, c: 1 });
      expect(handled).toContain('thing-snapshot/b@4');
    });

    test('a consumer that is behind does not wait, also when it does not want all events', async () => {
      const { handled, handler } = createCollector();
      consume({ ...handler, gatherMs: () => 600_000 });
      await behindSnapshot();
      const wanted = Array.from({ length: 400 }, (_, index) => testEvent('a', index + 1));
      const unwanted = wanted.map((event) => ({ ...event, id: `other/${event.id}`, type: 'shop.other.v1' }));
      await log.append(wanted.flatMap((event, index) => [event, unwanted[index] ?? event]));
      await expect.poll(() => handled.length).toBe(400);
    });

    test('a consumer that waits for more events still does what an operator asks for', async () => {
      const { state, handler } = createCollector();
      consume({ ...handler, gatherMs: () => 600_000 });
      await happen('a', 1);
      await expect.poll(() => state.get('a')).toBe(1);
      state.set('ghost', 9);
      await rebuild(createConsumerModels(connection), 'collector');
      await expect.poll(() => Object.fromEntries(state)).toEqual({ a: 1 });
    });

    test('a consumer gets the types of events that it handles, and only those', async () => {
      entities.set('kept', 1);
      const { handled, handler } = createCollector();
      consume({ ...handler, types: ['shop.thing.gone.v1'] });
      await behindSnapshot();
      await log.append([
        testEvent('a', 1),
        { ...testEvent('b', 2), type: 'shop.thing.gone.v1' },
        testEvent('c', 1),
      ]);
      await expect.poll(() => handled).toEqual(['thing/b@2']);
    });

    test('a consumer that was away for too long starts again from a snapshot', async () => {
      const first = createCollector();
      const consumer = consume(first.handler);
      await happen('a', 1);
      await expect.poll(() => first.state.get('a')).toBe(1);
      await consumer.stop();
      for (let revision = 2; revision <= 5; revision += 1) await happen('a', revision);
      await happen('b', 1);
      await log.prune(new Date(Date.now() + 1_000));
      const second = createCollector();
      consume(second.handler);
      await expect.poll(() => Object.fromEntries(second.state)).toEqual({ a: 5, b: 1 });
    });

    test('a consumer that waits for events reads its state and writes nothing', async () => {
      consume(createCollector().handler);
      await behindSnapshot();
      const commands: string[] = [];
      const note = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
        if (command[commandName] === 'consumers') commands.push(commandName);
      };
      connection.getClient().on('commandStarted', note);
      await expect.poll(() => commands.length, { timeout: 10_000 }).toBeGreaterThan(1);
      connection.getClient().off('commandStarted', note);
      expect(new Set(commands)).toEqual(new Set(['find']));
    });

    test('a handler says how long to wait for more events, after the time that the last ones took', async () => {
      const waits: number[] = [];
      const { handler } = createCollector();
      const handle: EventHandler['handle'] = async (events) => {
        await handler.handle(events);
        await log.head();
      };
      consume({ ...handler, handle, gatherMs: (handledMs) => waits.push(handledMs) });
      await happen('a', 1);
      await expect.poll(() => waits[0]).toBeGreaterThan(0);
    });

    test('a feed answers its readers only', async () => {
      const { handled, handler } = createCollector();
      consume(handler, 'stranger');
      await happen('a', 1);
      await expect.poll(() => registry.metrics()).toMatch(/^events_consumer_failures_total\{.*\} [1-9]/m);
      expect(handled).toEqual([]);
      const response = await fetch(url.replace('graphql', 'events'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"limit":1,"waitMs":0}',
      });
      expect(response.status).toBe(401);
    });

    test.each([
      '{}',
      '{"limit":0,"waitMs":0}',
      '{"limit":9999,"waitMs":0}',
      '[]',
      'x',
      '{"limit":1,"waitMs":99999}',
    ])('a feed refuses %s', async (body) => {
      const signer = createEnvelopeSigner({ issuer: 'reader', rings: parseKeyRings(`things=k1:${secret}`) });
      const caller = { subject: undefined, scopes: new Set<string>() };
      const envelope = signer.sign({ audience: 'things', body, caller, requestId: 'r' });
      const response = await feed.server.inject({
        method: 'POST',
        url: '/events',
        headers: { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope },
        payload: body,
      });
      expect(response.statusCode).toBe(400);
    });
  });
}
