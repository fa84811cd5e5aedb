import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectDatabase } from '../database/connect.js';
import { createLogger } from '../logger.js';
import { startTestDatabase, type TestDatabase } from '../testing/database.js';
import { eventTransports, type RunningTransport } from '../testing/event-transports.js';
import { openEventStore } from '../testing/event-store.js';
import { withRelayFaults, type RelayEffect } from '../testing/relay-faults.js';
import type { FaultPoint } from '../testing/faults.js';
import { openThings, type Things } from '../testing/things.js';
import type { Cursor } from './event-log.js';
import { createEventModel } from './models/event.js';
import type { Outbox } from './outbox.js';
import { createRelayPorts, startServiceEvents, type ServiceEvents } from './service-events.js';

const logger = createLogger({ service: 'test', level: 'silent' });
for (const transport of eventTransports) {
  describe.skipIf(transport.isMissing)(`the relay to ${transport.name}`, () => {
    let database: TestDatabase;
    let running: RunningTransport;
    let connection: Connection;
    let things: Things;
    let registry: Registry;
    /** The position before the first event. */
    let begin: Cursor;
    let started: ServiceEvents[] = [];

    beforeAll(async () => {
      [database, running] = await Promise.all([startTestDatabase(), transport.start()]);
    });

    afterAll(async () => {
      await database.stop();
      await running.stop();
    });

    beforeEach(async () => {
      await running.clear();
      connection = await connectDatabase({ uri: database.newUri('relay'), logger, registry: new Registry() });
      await createEventModel(connection).createIndexes();
      things = openThings(connection);
      const store = await openEventStore(options());
      begin = await store.head();
      store.close();
    });

    afterEach(async () => {
      await Promise.all(started.map((events) => events.stop()));
      started = [];
      await connection.dropDatabase();
      await connection.close();
    });

    const options = () => ({ service: 'test', connection, logger, redisUrl: running.redisUrl });

    function start(faults: (point: FaultPoint<RelayEffect>) => void = () => undefined): ServiceEvents {
      registry = new Registry();
      const ports = withRelayFaults(faults, createRelayPorts(options(), [things.outbox]));
      const events = startServiceEvents({ ports, logger, registry, keptHours: 1 });
      started.push(events);
      return events;
    }

    /** The ids of all events in the log. */
    async function published(): Promise<string[]> {
      const store = await openEventStore(options());
      const events = await store.read(begin, 10_000);
      store.close();
      return events.map(({ event }) => event.id);
    }

    async function untilDrained(): Promise<void> {
      await expect
        .poll(() => things.collection.countDocuments({ unpublishedAt: { $exists: true } }), { interval: 20 })
        .toBe(0);
    }

    /** Expects that every change of these things was published exactly once, in order. */
    async function expectAll(changes: Readonly<Record<string, number>>): Promise<void> {
      const ids = await published();
      for (const [thing, revisions] of Object.entries(changes)) {
        const own = ids.filter((id) => id.startsWith(`thing/${thing}@`));
        expect(own).toEqual(Array.from({ length: revisions }, (_, index) => `thing/${thing}@${index + 1}`));
      }
    }

    test('what is changed is published soon, and leaves the document', async () => {
      start();
      await things.change('a', 1);
      await things.change('a', 2);
      things.outbox.changed();
      await untilDrained();
      await expectAll({ a: 2 });
      expect(await things.collection.findOne({ _id: 'a' })).toEqual({ _id: 'a', revision: 2, events: [] });
      await expect
        .poll(() => registry.metrics())
        .toMatch(/events_published_total\{type="shop.thing.changed.v1"\} 2/);
      expect(await registry.metrics()).toMatch(/^events_relay_lag_seconds 0$/m);
    });

    test('what another process changed is published too, without being told', async () => {
      start();
      await things.change('a', 1);
      await untilDrained();
      await expectAll({ a: 1 });
    });

    test('without a relay events wait in their documents, and the lag shows', async () => {
      await start().stop();
      await things.change('a', 1);
      await expect.poll(() => registry.metrics()).toMatch(/^events_relay_lag_seconds 0\.\d+$/m);
      expect(await published()).toEqual([]);
    });

    const points = (['relay.lease', 'relay.append', 'relay.confirm'] as const).flatMap((effect) =>
      (['before', 'after'] as const).map((when): FaultPoint<RelayEffect> => `${effect}.${when}`),
    );

    test.each(points)('a failure at %s loses nothing and doubles nothing', async (point) => {
      let failures = 0;
      start((reached) => {
        if (reached !== point || failures === 2) return;
        failures += 1;
        throw new Error('a test wants this to fail');
      });
      for (let revision = 1; revision <= 10; revision += 1) {
        await Promise.all(['a', 'b', 'c'].map((thing) => things.change(thing, revision)));
        things.outbox.changed();
      }
      await untilDrained();
      // The last confirmation may be seen here before its failure happens.
      await expect.poll(() => failures).toBeGreaterThan(0);
      await expectAll({ a: 10, b: 10, c: 10 });
      await expect
        .poll(() => registry.metrics())
        .toMatch(new RegExp(`^events_relay_failures_total ${failures}$`, 'm'));
    });

    test('relays of several processes publish everything once, whoever has the lease', async () => {
      const relays = [start(), start(), start()];
      const names = Array.from({ length: 12 }, (_, index) => `t${index}`);
      for (let revision = 1; revision <= 20; revision += 1) {
        await Promise.all(
          names.map(async (name) => {
            await things.change(name, revision);
            things.outbox.changed();
          }),
        );
        // The holder stops, and another relay takes over.
        if (revision === 10) await relays[0]?.stop();
      }
      await untilDrained();
      await expectAll(Object.fromEntries(names.map((name) => [name, 20])));
    });

    test('more changes than fit into one round are all published', async () => {
      const names = Array.from({ length: 500 }, (_, index) => `t${index}`);
      await Promise.all(names.map((name) => things.change(name, 1)));
      start();
      await untilDrained();
      await expectAll(Object.fromEntries(names.map((name) => [name, 1])));
    });

    /** Changes a thing again and again for a second. Returns how long it took, in milliseconds. */
    async function changeForASecond(): Promise<number> {
      const began = performance.now();
      for (let revision = 1; performance.now() < began + 1_000; revision += 1) {
        await things.change('a', revision);
        things.outbox.changed();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await untilDrained();
      return performance.now() - began;
    }

    test('a steady stream of changes is published ten times a second, however many they are', async () => {
      let appended = 0;
      start((reached) => {
        if (reached === 'relay.append.before') appended += 1;
      });
      const ms = await changeForASecond();
      expect(appended).toBeLessThanOrEqual(ms / 100 + 2);
    });

    test('an outbox that this process does not change is read no more often than without any change', async () => {
      let reads = 0;
      const other: Outbox = {
        ...openThings(connection).outbox,
        pending() {
          reads += 1;
          return Promise.resolve([]);
        },
      };
      const ports = createRelayPorts(options(), [things.outbox, other]);
      started.push(startServiceEvents({ ports, logger, registry: new Registry(), keptHours: 1 }));
      const ms = await changeForASecond();
      expect(reads).toBeGreaterThan(0);
      expect(reads).toBeLessThanOrEqual(ms / 250 + 2);
    });

    test('an idle relay writes nothing', async () => {
      start();
      const writes: string[] = [];
      const note = ({ commandName }: { commandName: string }) => {
        if (!['find', 'hello', 'ping'].includes(commandName)) writes.push(commandName);
      };
      connection.getClient().on('commandStarted', note);
      // Long enough for several polls of the outbox.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      connection.getClient().off('commandStarted', note);
      expect(writes).toEqual([]);
    });
  });
}
