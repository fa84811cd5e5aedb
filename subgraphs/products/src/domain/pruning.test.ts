import { describe, expect, it } from 'vitest';
import { LedgerFull, operationOf } from './ledger.js';
import { CLOSED_KEPT_MS, MAX_DEADLINE_MS } from './pruning.js';
import { adjustStock } from './adjustment.js';
import { stockInMemory } from '../testing/stock-on.js';

const MINUTE_MS = 60_000;

/** The stock of a product. `pass` lets time pass and books enough operations for everything old to be pruned. */
async function startStock() {
  const memory = stockInMemory();
  await memory.store.open(memory.product);
  const pass = async (ms: number) => {
    const others = Array.from({ length: 40 }, (_, at) => `${at}-${memory.clock.now.getTime()}`);
    await Promise.all(others.map((order) => memory.stock.release(order, ['tea'])));
    memory.clock.now = new Date(memory.clock.now.getTime() + ms);
    await Promise.all(others.map((order) => memory.stock.release(`late-${order}`, ['tea'])));
  };
  const ledger = () => {
    const found = memory.store.all.get('tea');
    if (found === undefined) throw new Error('the ledger is open');
    return found;
  };
  const lines = (quantity: number) => [{ productId: 'tea', quantity }];
  return { ...memory, pass, ledger, lines };
}

const OLD_MS = CLOSED_KEPT_MS + 1;

describe('pruning', () => {
  it('keeps the list of booked operations short', async () => {
    const { pass, ledger } = await startStock();
    for (let round = 0; round < 10; round += 1) await pass(OLD_MS);
    expect(ledger().closed.length).toBeLessThan(120);
    expect(ledger().prunes).toBeGreaterThan(5);
  });

  it('takes nothing that is young', async () => {
    const { stock, pass, ledger } = await startStock();
    await stock.release('o1', ['tea']);
    await pass(CLOSED_KEPT_MS - 1);
    expect(ledger().prunes).toBe(0);
    expect(ledger().closed.some(({ operation }) => operation === operationOf.release('o1'))).toBe(true);
  });

  it('leaves a watermark that refuses the reservations whose settlement is gone, whatever the clock says', async () => {
    const { stock, clock, pass, lines, ledger } = await startStock();
    const placed = clock.now;
    await stock.release('o1', ['tea']);
    await pass(OLD_MS);
    expect(ledger().closed.some(({ operation }) => operation.endsWith(':o1'))).toBe(false);
    // The process read the clock and was then paused, so it takes the deadline to be in the future.
    clock.now = placed;
    const deadline = new Date(placed.getTime() + MAX_DEADLINE_MS);
    const [line] = await stock.reserve('o1', deadline, lines(1));
    expect(line?.outcome).toBe('EXPIRED');
    expect(ledger().held).toEqual([]);
  });

  it('leaves new reservations alone, also with a clock that is a minute slow', async () => {
    const { stock, clock, pass, lines } = await startStock();
    await pass(OLD_MS);
    const deadline = new Date(clock.now.getTime() - MINUTE_MS + 5_000);
    clock.now = new Date(clock.now.getTime() - MINUTE_MS);
    const [line] = await stock.reserve('o2', deadline, lines(1));
    expect(line?.outcome).toBe('HELD');
  });

  it('forgets no restock', async () => {
    const { stock, clock, pass, lines, ledger, records } = await startStock();
    await stock.reserve('o1', new Date(clock.now.getTime() + 5_000), lines(4));
    await stock.reserve('o2', new Date(clock.now.getTime() + 5_000), lines(4));
    await stock.finalise('o1', ['tea']);
    await stock.finalise('o2', ['tea']);
    await stock.restock('o1', lines(4));
    await pass(OLD_MS);
    expect(ledger().closed.some(({ operation }) => operation === operationOf.restock('o1'))).toBe(false);
    expect(await records.find('restock:o1@tea')).toMatchObject({ booked: true, quantity: 4 });
    expect(await stock.restock('o1', lines(4))).toEqual([{ productId: 'tea', outcome: 'ALREADY_SETTLED' }]);
    expect(ledger()).toMatchObject({ available: 6, sold: 4 });
  });

  it('forgets no adjustment, also one whose record was not finished', async () => {
    const { catalogue, ledgers, records, now, pass, ledger } = await startStock();
    const input = { productId: 'tea', delta: 5, reason: 'counted', idempotencyKey: 'k1' };
    const unfinished = { ...records, book: () => Promise.reject(new Error('killed')) };
    await expect(adjustStock({ catalogue, ledgers, records: unfinished, now }, input)).rejects.toThrow();
    await pass(OLD_MS);
    expect(ledger().closed.some(({ operation }) => operation === operationOf.adjust('k1'))).toBe(false);
    const { errors } = await adjustStock({ catalogue, ledgers, records, now }, input);
    expect(errors).toEqual([]);
    expect(ledger().received).toBe(15);
    const other = await adjustStock({ catalogue, ledgers, records, now }, { ...input, delta: 6 });
    expect(other.errors).toMatchObject([{ __typename: 'IdempotencyConflict' }]);
  });

  it('that happens between the look and the change makes the change look again', async () => {
    const { stock, clock, pass, lines, ledger, store } = await startStock();
    await stock.reserve('o1', new Date(clock.now.getTime() + 5_000), lines(4));
    await stock.reserve('o2', new Date(clock.now.getTime() + 5_000), lines(4));
    await stock.finalise('o1', ['tea']);
    await stock.finalise('o2', ['tea']);
    const change = store.change.bind(store);
    // A copy of the message is booked, remembered and pruned just before this one.
    store.change = async (id, told) => {
      store.change = change;
      await stock.restock('o1', lines(4));
      await pass(OLD_MS);
      return change(id, told);
    };
    expect(await stock.restock('o1', lines(4))).toEqual([{ productId: 'tea', outcome: 'ALREADY_SETTLED' }]);
    expect(ledger()).toMatchObject({ available: 6, sold: 4 });
  });

  it('that happens between the look and an adjustment makes the adjustment look again', async () => {
    const { catalogue, ledgers, records, now, pass, ledger, store } = await startStock();
    const input = { productId: 'tea', delta: 5, reason: 'counted', idempotencyKey: 'k1' };
    const adjust = () => adjustStock({ catalogue, ledgers, records, now }, input);
    const change = store.change.bind(store);
    // A copy of the request is booked, remembered and pruned just before this one.
    store.change = async (id, told) => {
      store.change = change;
      await adjust();
      await pass(OLD_MS);
      return change(id, told);
    };
    expect((await adjust()).errors).toEqual([]);
    expect(ledger().prunes).toBeGreaterThan(0);
    expect(ledger()).toMatchObject({ available: 15, received: 15 });
  });

  it('prunes a ledger that is full', async () => {
    const { stock, store, clock, pass, lines, ledger } = await startStock();
    await stock.release('o1', ['tea']);
    clock.now = new Date(clock.now.getTime() + OLD_MS);
    const change = store.change.bind(store);
    store.change = (id, told) =>
      ledger().closed.length > 0 ? Promise.reject(new LedgerFull(id)) : change(id, told);
    const deadline = new Date(clock.now.getTime() + 5_000);
    expect((await stock.reserve('o2', deadline, lines(1)))[0]?.outcome).toBe('HELD');
    await expect(pass(0)).rejects.toThrow(LedgerFull);
  });
});
