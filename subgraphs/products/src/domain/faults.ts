/** An effect around which a test may stop the process. */
export type Effect =
  | 'reserve'
  | 'finalise'
  | 'release'
  | 'restock'
  | 'adjust'
  | 'discontinue'
  | 'ledger.open'
  | 'ledger.prune'
  | 'record.claim'
  | 'record.book'
  | 'product.insert'
  | 'product.update'
  | 'product.follow';

export type FaultPoint = `${Effect}.${'before' | 'after'}`;

/** Called at every fault point. A test may kill, pause or fail the process there; production has none. */
export type Faults = (point: FaultPoint) => void | Promise<void>;

/** Runs an effect between its two fault points. */
export async function between<Result>(
  faults: Faults | undefined,
  effect: Effect,
  run: () => Promise<Result>,
): Promise<Result> {
  if (faults === undefined) return run();
  await faults(`${effect}.before`);
  const result = await run();
  await faults(`${effect}.after`);
  return result;
}
