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
export type FailPoint = `before ${EffectName}` | `after ${EffectName}`;

/** Told of every fail point that is reached. Production has none: only tests pass one in. */
export interface Faults {
  reach(point: FailPoint): void;
}

/** Runs an effect between its two fail points. */
export async function around<T>(
  faults: Faults | undefined,
  effect: EffectName,
  run: () => Promise<T>,
): Promise<T> {
  faults?.reach(`before ${effect}`);
  const result = await run();
  faults?.reach(`after ${effect}`);
  return result;
}
