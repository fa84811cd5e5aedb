/** Every effect of placing, settling and moving an order on. */
export const effectNames = [
  'number',
  'insert',
  'reserve',
  'confirm',
  'reject',
  'cancel',
  'ship',
  'deliver',
  'finalise',
  'release',
  'restock',
  'publish',
  'settle',
  'postpone',
  'lease',
] as const;

export type EffectName = (typeof effectNames)[number];

/** A moment at which a test may end the process. */
export type FaultPoint = `${EffectName}.${'before' | 'after'}`;

/** Called at every fault point. A test may kill, pause or fail the process there; production has none. */
export type Faults = (point: FaultPoint) => void | Promise<void>;

/** Runs an effect between its two fault points. */
export async function between<Result>(
  faults: Faults | undefined,
  effect: EffectName,
  run: () => Promise<Result>,
): Promise<Result> {
  if (faults === undefined) return run();
  await faults(`${effect}.before`);
  const result = await run();
  await faults(`${effect}.after`);
  return result;
}
