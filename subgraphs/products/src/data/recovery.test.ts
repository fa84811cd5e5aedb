import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operationOf } from '../domain/ledger.js';
import { createLedgers } from '../domain/ledgers.js';
import { CLOSED_KEPT_MS } from '../domain/pruning.js';
import { createCatalogueRepository } from './catalogue-repository.js';
import { createLedgerRepository } from './ledger-repository.js';
import { reconcileBatch } from './reconciler.js';
import { createStockRecordRepository } from './stock-record-repository.js';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import type { FaultPoint } from '../testing/faulty-ports.js';
import { productRecord } from '../testing/records.js';
import { staff, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';
import { logger } from '../testing/stock-on.js';
import { inSeconds, stockCalls, unitsOf } from '../testing/stock-calls.js';

let database: TestDatabase;
let subgraph: TestSubgraph;
let stock: ReturnType<typeof stockCalls>;
/** The fault point at which the process ends. None of its later effects happen, as after a kill. */
let end: FaultPoint | undefined;
let ended = false;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'), (point) => {
    ended ||= point === end;
    if (ended) throw new Error('the process has ended');
  });
  stock = stockCalls(subgraph);
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

beforeEach(async () => {
  end = undefined;
  const { products, ledgers, records } = subgraph.models;
  await Promise.all([products.deleteMany(), ledgers.deleteMany(), records.deleteMany()]);
  await subgraph.import([productRecord('p', { available: 3 })]);
});

/** Runs a function that ends at a fault point, and then continues as after a restart. */
async function endAt(point: FaultPoint, run: () => Promise<unknown>): Promise<void> {
  end = point;
  await run().catch(() => undefined);
  end = undefined;
  ended = false;
}

async function reconcile(later = 0): Promise<void> {
  const { models } = subgraph;
  const stores = {
    catalogue: createCatalogueRepository(models, 'USD'),
    ledgers: createLedgerRepository(models),
  };
  const records = createStockRecordRepository(models);
  const now = () => new Date(Date.now() + later);
  const ledgers = createLedgers({ ...stores, records, logger, now });
  const prune = (id: string) => ledgers.prune(id);
  await reconcileBatch({ models, ...stores, prune, logger, now }, '');
}

const around = (...effects: string[]) =>
  effects.flatMap((effect) => [`${effect}.before`, `${effect}.after`]) as FaultPoint[];

const flags = async () => {
  const { inStock, discontinued } = (await subgraph.models.products.findOne({ _id: 'p' }).lean()) ?? {};
  return { inStock, discontinued };
};

describe('a process that ends', () => {
  it.each(around('reserve', 'product.follow'))('at %s holds once when asked again', async (point) => {
    await endAt(point, () => stock.reserve('o', { p: 3 }));
    const [line] = await stock.reserve('o', { p: 3 });
    expect(line?.outcome).toBe('HELD');
    expect(await unitsOf(subgraph, 'p')).toEqual({ available: 0, held: 3, sold: 0 });
    await reconcile();
    expect(await flags()).toMatchObject({ inStock: false });
  });

  it.each(around('finalise'))('at %s finalises once when asked again', async (point) => {
    await stock.reserve('o', { p: 2 });
    await endAt(point, () => stock.finalise('o', 'p'));
    await stock.finalise('o', 'p');
    expect(await unitsOf(subgraph, 'p')).toEqual({ available: 1, held: 0, sold: 2 });
  });

  it.each(around('release', 'product.follow'))('at %s releases once when asked again', async (point) => {
    await stock.reserve('o', { p: 3 });
    await endAt(point, () => stock.release('o', 'p'));
    await stock.release('o', 'p');
    expect(await unitsOf(subgraph, 'p')).toEqual({ available: 3, held: 0, sold: 0 });
    await reconcile();
    expect(await flags()).toMatchObject({ inStock: true });
  });

  it.each(around('restock', 'product.follow'))('at %s restocks once when asked again', async (point) => {
    await stock.reserve('o', { p: 3 });
    await stock.finalise('o', 'p');
    await endAt(point, () => stock.restock('o', { p: 3 }));
    await stock.restock('o', { p: 3 });
    expect(await unitsOf(subgraph, 'p')).toEqual({ available: 3, held: 0, sold: 0 });
    await reconcile();
    expect(await flags()).toMatchObject({ inStock: true });
  });

  it.each(around('record.claim', 'adjust', 'record.book', 'product.follow'))(
    'at %s adjusts once when asked again',
    async (point) => {
      const adjust = () =>
        subgraph.ask(
          'mutation ($input: AdjustStockInput!) { adjustStock(input: $input) { errors { __typename } } }',
          { input: { productId: 'p', delta: -3, reason: 'broken', idempotencyKey: 'k' } },
          staff,
        );
      await endAt(point, adjust);
      const { data } = await adjust();
      expect(data).toEqual({ adjustStock: { errors: [] } });
      expect(await unitsOf(subgraph, 'p')).toEqual({ available: 0, held: 0, sold: 0 });
      expect(await subgraph.models.records.find().lean()).toMatchObject([
        { _id: 'adjust:k', booked: true, reason: 'broken' },
      ]);
      await reconcile();
      expect(await flags()).toMatchObject({ inStock: false });
    },
  );

  it.each(around('discontinue', 'product.follow'))('at %s discontinues when asked again', async (point) => {
    const discontinue = () =>
      subgraph.ask(
        'mutation { discontinueProduct(input: { id: "p" }) { product { availability } } }',
        {},
        staff,
      );
    await endAt(point, discontinue);
    const { data } = await discontinue();
    expect(data).toEqual({ discontinueProduct: { product: { availability: 'DISCONTINUED' } } });
    expect(await flags()).toEqual({ inStock: false, discontinued: true });
  });

  it('after the ledger ended a sale leaves a catalogue that follows by itself', async () => {
    await endAt('product.follow.before', () =>
      subgraph.ask('mutation { discontinueProduct(input: { id: "p" }) { product { id } } }', {}, staff),
    );
    expect(await flags()).toEqual({ inStock: true, discontinued: false });
    expect((await stock.reserve('o', { p: 1 }))[0]?.outcome).toBe('DISCONTINUED');
    await reconcile();
    expect(await flags()).toEqual({ inStock: false, discontinued: true });
  });
});

describe('a process that ends while it creates a product', () => {
  const create = () =>
    subgraph.ask<{ createProduct: { product: { id: string } | null; errors: { __typename: string }[] } }>(
      `mutation { createProduct(input: { sku: "NEW", name: "New", stock: 5,
        price: { amount: "1", currency: "USD" } }) { product { id } errors { __typename } } }`,
      {},
      staff,
    );
  const created = async () => {
    const { data } = await subgraph.ask<{
      productBySku: { id: string; stock: number; inventory: object } | null;
    }>('{ productBySku(sku: "NEW") { id stock inventory { available held sold received } } }', {}, staff);
    return data.productBySku;
  };

  it('before the product exists has created nothing', async () => {
    await endAt('product.insert.before', create);
    expect(await created()).toBeNull();
    const { data } = await create();
    expect(data.createProduct.errors).toEqual([]);
  });

  it.each(['product.insert.after', 'ledger.open.before', 'ledger.open.after'] as const)(
    'at %s has created it whole',
    async (point) => {
      await endAt(point, create);
      const product = await created();
      expect(product).toMatchObject({ stock: 5, inventory: { available: 5, held: 0, sold: 0, received: 5 } });
      const { data } = await create();
      expect(data.createProduct.errors).toEqual([{ __typename: 'SkuTaken' }]);
      const id = product?.id ?? '';
      expect((await stock.reserve('o', { [id]: 2 }))[0]?.outcome).toBe('HELD');
      expect(await unitsOf(subgraph, id)).toEqual({ available: 3, held: 2, sold: 0 });
    },
  );

  it('leaves a ledger to be opened by whoever comes first', async () => {
    await endAt('ledger.open.before', create);
    const id = (await created())?.id ?? '';
    await reconcile();
    expect(await unitsOf(subgraph, id)).toEqual({ available: 5, held: 0, sold: 0 });
  });

  it('closes the order of a product without a ledger too', async () => {
    await endAt('ledger.open.before', create);
    const id = (await created())?.id ?? '';
    expect(await stock.release('o', id)).toEqual(['SETTLED']);
    expect((await stock.reserve('o', { [id]: 1 }))[0]?.outcome).toBe('CLOSED');
  });
});

describe('what follows a ledger', () => {
  it('never keeps a reservation from units that are there', async () => {
    await subgraph.models.products.updateOne({ _id: 'p' }, { $set: { inStock: false } });
    expect((await stock.reserve('o', { p: 1 }))[0]?.outcome).toBe('HELD');
  });

  it('ignores an update with an older revision', async () => {
    const { models } = subgraph;
    const [catalogue, ledgers] = [createCatalogueRepository(models, 'USD'), createLedgerRepository(models)];
    await stock.reserve('o', { p: 3 });
    const empty = await ledgers.find('p');
    await stock.release('o', 'p');
    if (empty !== undefined) await catalogue.follow(empty);
    expect(await flags()).toMatchObject({ inStock: true });
  });

  it('is not written to when there is nothing to correct', async () => {
    await stock.reserve('o', { p: 3 });
    const { commands } = await subgraph.watch(() => reconcile());
    expect(commands).toEqual(['find products', 'find ledgers', 'find ledgers']);
  });

  it('forgets what is old, also where nothing is sold any more', async () => {
    const remembered = async () => {
      const { closed } = (await subgraph.models.ledgers.findOne({ _id: 'p' }).lean()) ?? {};
      return closed?.map(({ operation }) => operation);
    };
    await stock.release('o', 'p');
    await reconcile(CLOSED_KEPT_MS - 60_000);
    expect(await remembered()).toEqual([operationOf.release('o')]);
    await reconcile(CLOSED_KEPT_MS + 60_000);
    expect(await remembered()).toEqual([]);
    expect((await stock.reserve('o', { p: 1 }, { deadline: inSeconds(1) }))[0]?.outcome).toBe('EXPIRED');
  });
});
