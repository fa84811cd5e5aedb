import {
  createConsumerModels,
  createEventModel,
  type ConsumerModels,
  type EventModel,
} from '@supergraph/service-kit';
import type { Connection } from 'mongoose';
import { createCounterModel, type CounterModel } from './counter.js';
import { createErasureModel, type ErasureModel } from './erasure.js';
import { createOrderModel, type OrderModel } from './order.js';

export interface Models extends ConsumerModels {
  readonly orders: OrderModel;
  readonly counters: CounterModel;
  readonly erasures: ErasureModel;
  readonly events: EventModel;
}

export function createModels(connection: Connection): Models {
  return {
    orders: createOrderModel(connection),
    counters: createCounterModel(connection),
    erasures: createErasureModel(connection),
    events: createEventModel(connection),
    ...createConsumerModels(connection),
  };
}

/** Creates missing indexes. This must finish before the first write, because unique indexes enforce invariants. */
export async function ensureIndexes({ orders, erasures, events, deadLetters }: Models): Promise<void> {
  await Promise.all([orders, erasures, events, deadLetters].map((model) => model.createIndexes()));
}
