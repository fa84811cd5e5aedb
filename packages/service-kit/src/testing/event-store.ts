import { expect } from 'vitest';
import type { EventStore } from '../events/event-log.js';
import { createRelayPorts, type RelayPortsOptions } from '../events/service-events.js';

/** Opens the log of a service as one of its processes does. A connection to Redis needs a moment until it answers. */
export async function openEventStore(options: RelayPortsOptions): Promise<EventStore> {
  const { store } = createRelayPorts(options, []);
  await untilAnswering(store);
  return store;
}

export async function untilAnswering(log: Pick<EventStore, 'head'>): Promise<void> {
  await expect.poll(() => log.head().catch(() => undefined)).toBeDefined();
}
