import type { RecordWriter } from '@supergraph/service-kit';
import { ORDER_NUMBERS } from '../models/counter.js';
import type { Models } from '../models/models.js';
import type { OrderDocument } from '../models/order.js';
import type { OrderRecord } from './records.js';

/**
 * Writes imported orders as settled, without a key. An existing order is left unchanged, so that a killed import can be
 * run again. New orders get numbers above all imported ones.
 */
export function createOrderWriter({ orders, counters }: Models): RecordWriter<OrderRecord> {
  return async (batch) => {
    const highest = Math.max(...batch.map(({ number }) => number));
    await counters.updateOne({ _id: ORDER_NUMBERS }, { $max: { value: highest } }, { upsert: true });
    await orders.bulkWrite(
      batch.map((record) => {
        const { _id, ...rest } = toDocument(record);
        return { updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } };
      }),
      { ordered: false },
    );
  };
}

function toDocument(record: OrderRecord): OrderDocument {
  const history = historyOf(record);
  return {
    _id: record.id,
    number: record.number,
    customerId: record.customerId,
    status: record.status,
    lines: record.lines,
    currency: record.currency,
    shippingMinor: record.shippingMinor,
    shippingAddress: record.shippingAddress,
    history,
    placedAt: record.placedAt,
    updatedAt: history.at(-1)?.at ?? record.placedAt,
    fingerprint: null,
    expectedMinor: null,
    refusals: [],
    revision: 1,
    effects: [],
    events: [],
    attempts: 0,
  };
}

function historyOf({ status, placedAt, shippedAt }: OrderRecord): OrderDocument['history'] {
  const at = shippedAt ?? placedAt;
  const later = status === 'DELIVERED' ? (['SHIPPED', 'DELIVERED'] as const) : [];
  return [
    { status: 'CONFIRMED', at: placedAt, reason: null },
    ...later.map((reached) => ({ status: reached, at, reason: null })),
  ];
}
