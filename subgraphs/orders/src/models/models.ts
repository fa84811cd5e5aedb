import type { Connection } from 'mongoose';
import { createCounterModel, type CounterModel } from './counter.js';
import { createOrderModel, type OrderModel } from './order.js';

export interface Models {
  readonly orders: OrderModel;
  readonly counters: CounterModel;
}

export function createModels(connection: Connection): Models {
  return { orders: createOrderModel(connection), counters: createCounterModel(connection) };
}

/** Creates missing indexes. This must finish before the first write, because unique indexes enforce invariants. */
export async function ensureIndexes({ orders }: Models): Promise<void> {
  await orders.createIndexes();
}
