import { isDuplicateKey, RELAY, type EventHandler } from '@supergraph/service-kit';
import mongoose from 'mongoose';
import { DAY_MS, dayOf, SALE_EVENTS, saleOf, type Sale } from '../domain/sales.js';
import type { Models } from '../models/models.js';

/** How long a recount that failed waits for its next attempt, in milliseconds. */
const ROLL_AGAIN_MS = 60_000;

/**
 * The wait after a recount in milliseconds, `perMs` for each that it took. A recount reads all sales of its products on
 * that day, whether one of them is new or a hundred, so it takes longer on a day with more sales. The wait keeps it to a
 * twentieth of the time.
 */
const GATHER = { least: 1_000, perMs: 20, most: 60_000 };

const OPTIONS = { ordered: false, comment: RELAY };

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
export function createBestSellers(models: Models, now: () => Date = () => new Date()): EventHandler {
  /** Undefined at the start: days may have ended while no process ran. */
  let rolledOn: Date | undefined;
  let rollAt = 0;

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
    /** Recounts the sums that changed because a day ended. */
    async maintain() {
      const today = dayOf(now());
      if (today.getTime() === rolledOn?.getTime() || now().getTime() < rollAt) return;
      rollAt = now().getTime() + ROLL_AGAIN_MS;
      await countProducts(models, await findRolled(models, rolledOn, today), now());
      rolledOn = today;
    },
  };
}

/** The products that had sales on a day that has left one of the sums since. Undefined `since`: all products with sales. */
async function findRolled({ dailySales }: Models, since: Date | undefined, today: Date): Promise<string[]> {
  // Without a condition, the database takes each product from its index once.
  if (since === undefined) return dailySales.distinct('productId').exec();
  const leaving = SUMMED_DAYS.map((days) => ({
    day: mongoose.trusted({ $gte: daysBefore(since, days - 1), $lt: daysBefore(today, days - 1) }),
  }));
  return dailySales.distinct('productId', { $or: leaving }).exec();
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
      OPTIONS,
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
    OPTIONS,
  );
}

/** The lengths of the sums of recent days, in days. */
const SUMMED_DAYS = [30, 365];

/** The maximum number of products whose sums are counted together. */
const MAX_PRODUCTS = 100;

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
