import { isDuplicateKey, RELAY, UNJOURNALED, type EventHandler } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { DAY_MS, dayOf, SALE_EVENTS, saleOf, type Sale } from '../domain/sales.js';
import type { Models } from '../models/models.js';

/** Counts the units of products that orders sold. */
export interface BestSellers extends EventHandler {
  /** Recounts the sums that changed because a day ended. Call it regularly: it does nothing until the next day. */
  roll(): Promise<void>;
}

/**
 * The wait after a recount in milliseconds, `perMs` for each that it took. A recount reads all sales of its products on
 * that day, whether one of them is new or a hundred, so it takes longer on a day with more sales. The wait keeps it to a
 * twentieth of the time.
 */
const GATHER = { least: 1_000, perMs: 20, most: 60_000 };

const OPTIONS = { ordered: false, comment: RELAY };

/** A write that is lost with the consumer's cursor is repeated. */
const REPEATED = { ...OPTIONS, writeConcern: UNJOURNALED };

/** One product on one day. */
interface Cell {
  readonly productId: string;
  readonly day: Date;
}

/**
 * Sums sales from the events of orders alone. The newest event of an order replaces the order's stored sale, and then
 * the days and sums that contain it are recounted from the stored sales. A recount is idempotent, so a repeated event,
 * a late event or a killed process leaves no lasting error.
 */
export function createBestSellers(models: Models, now: () => Date = () => new Date()): BestSellers {
  // Days may have ended while no process ran.
  let rolledOn = new Date(0);

  async function count(sales: readonly Sale[]): Promise<void> {
    await storeSales(models, sales);
    const cells = cellsOf(sales);
    await countDays(models, cells);
    await countProducts(models, [...new Set(cells.map(({ productId }) => productId))], now());
  }

  return {
    name: 'best-sellers',
    types: SALE_EVENTS,
    gatherMs: (handledMs) => Math.min(Math.max(GATHER.least, GATHER.perMs * handledMs), GATHER.most),
    async handle(events) {
      const sales = events.map(saleOf).filter((sale) => sale !== undefined);
      if (sales.length > 0) await count(sales);
    },
    async reset() {
      await models.sales.deleteMany({});
      await models.dailySales.deleteMany({});
      await models.products.updateMany({}, { $set: { soldLast30Days: 0, soldLast365Days: 0, soldEver: 0 } });
    },
    async roll() {
      const today = dayOf(now());
      if (today.getTime() === rolledOn.getTime()) return;
      const ids = await models.dailySales
        .distinct('productId', { day: mongoose.trusted({ $gte: daysBefore(rolledOn, 366) }) })
        .exec();
      await countProducts(models, ids, now());
      rolledOn = today;
    },
  };
}

/** Stores sales. A sale that is older than the stored sale of its order changes nothing. */
async function storeSales({ sales }: Models, given: readonly Sale[]): Promise<void> {
  try {
    await sales.bulkWrite(
      given.map(({ orderId: _id, revision, day, isSold, lines }) => ({
        updateOne: {
          filter: { _id, revision: { $lt: revision } },
          update: { $set: { revision, day, isSold, lines: lines.map((line) => ({ ...line })) } },
          upsert: true,
        },
      })),
      REPEATED,
    );
  } catch (error) {
    // The upsert fails for an order whose stored revision is the same or newer. The other sales are written.
    if (!isDuplicateKey(error)) throw error;
  }
}

function cellsOf(sales: readonly Sale[]): readonly Cell[] {
  const cells = sales.flatMap(({ day, lines }) => lines.map(({ productId }) => ({ productId, day })));
  return [...new Map(cells.map((cell) => [idOf(cell), cell])).values()];
}

async function countDays({ sales, dailySales }: Models, cells: readonly Cell[]): Promise<void> {
  const days = [...new Map(cells.map(({ day }) => [day.getTime(), day])).values()];
  const productIds = [...new Set(cells.map(({ productId }) => productId))];
  const counted = await sales
    .aggregate<{ _id: { productId: string; day: Date }; units: number }>([
      { $match: { day: { $in: days }, 'lines.productId': { $in: productIds }, isSold: true } },
      { $unwind: '$lines' },
      { $match: { 'lines.productId': { $in: productIds } } },
      { $group: { _id: { productId: '$lines.productId', day: '$day' }, units: { $sum: '$lines.quantity' } } },
    ])
    .option({ comment: RELAY });
  const unitsOf = new Map(counted.map(({ _id, units }) => [idOf(_id), units]));
  await dailySales.bulkWrite(
    cells.map((cell) => ({
      updateOne: {
        filter: { _id: idOf(cell) },
        update: { $set: { ...cell, units: unitsOf.get(idOf(cell)) ?? 0 } },
        upsert: true,
      },
    })),
    REPEATED,
  );
}

/** The maximum number of products whose sums are counted together. */
const MAX_PRODUCTS = 500;

async function countProducts(models: Models, productIds: readonly string[], now: Date): Promise<void> {
  for (let start = 0; start < productIds.length; start += MAX_PRODUCTS) {
    await countSome(models, productIds.slice(start, start + MAX_PRODUCTS), now);
  }
}

async function countSome({ dailySales, products }: Models, productIds: readonly string[], now: Date) {
  const since = (days: number) => ({
    $sum: { $cond: [{ $gte: ['$day', daysBefore(dayOf(now), days - 1)] }, '$units', 0] },
  });
  const sums = await dailySales
    .aggregate<{ _id: string; last30Days: number; last365Days: number; ever: number }>([
      { $match: { productId: { $in: [...productIds] } } },
      {
        $group: {
          _id: '$productId',
          last30Days: since(30),
          last365Days: since(365),
          ever: { $sum: '$units' },
        },
      },
    ])
    .option({ comment: RELAY });
  if (sums.length === 0) return;
  await products.bulkWrite(
    sums.map(({ _id, last30Days, last365Days, ever }) => ({
      updateOne: {
        filter: { _id },
        update: { $set: { soldLast30Days: last30Days, soldLast365Days: last365Days, soldEver: ever } },
      },
    })),
    OPTIONS,
  );
}

function idOf({ productId, day }: Cell): string {
  return `${productId}@${day.toISOString().slice(0, 10)}`;
}

function daysBefore(day: Date, days: number): Date {
  return new Date(day.getTime() - days * DAY_MS);
}
