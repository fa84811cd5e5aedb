import { createEventModel, type EventModel } from '@supergraph/service-kit';
import type { Connection } from 'mongoose';
import { createCounterModel, type CounterModel } from './counter.js';
import { createOrderModel, type OrderModel } from './order.js';

export interface Models {
  readonly orders: OrderModel;
  readonly counters: CounterModel;
  readonly events: EventModel;
}

export function createModels(connection: Connection): Models {
  return {
    orders: createOrderModel(connection),
    counters: createCounterModel(connection),
    events: createEventModel(connection),
  };
}

/** Creates missing indexes. This must finish before the first write, because unique indexes enforce invariants. */
export async function ensureIndexes({ orders, events }: Models): Promise<void> {
  await Promise.all([orders.createIndexes(), events.createIndexes()]);
}
