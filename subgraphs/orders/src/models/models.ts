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

/** Creates what indexes are missing. Must be done before the first write: the unique ones carry invariants. */
export async function ensureIndexes({ orders }: Models): Promise<void> {
  await orders.createIndexes();
}
