/** A point just before or after an effect. */
export type FaultPoint<Effect extends string> = `${Effect}.${'before' | 'after'}`;

/** Called at every fault point. A test may kill, pause or fail the process there. In production it does nothing. */
export type Faults<Effect extends string> = (point: FaultPoint<Effect>) => void | Promise<void>;

/** Runs an effect between its two fault points. */
export async function between<Effect extends string, Result>(
  faults: Faults<NoInfer<Effect>>,
  effect: Effect,
  run: () => Promise<Result>,
): Promise<Result> {
  await faults(`${effect}.before`);
  const result = await run();
  await faults(`${effect}.after`);
  return result;
}
