import { isDeepStrictEqual } from 'node:util';
import type { ExpectedOperation } from './case.js';

/** A router's answer. A missing answer is `undefined`. */
export interface RouterAnswer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
  readonly extensions?: { readonly valueCompletion?: readonly unknown[] };
}

/**
 * - `right`: the data is correct, and errors are reported exactly when some are expected.
 * - `refused`: not right, but an error is reported.
 * - `wrong`: not right, and no error is reported.
 * - `crashed`: no answer.
 */
export type Verdict = 'right' | 'refused' | 'wrong' | 'crashed';

export function judge(expected: ExpectedOperation, answer: RouterAnswer | undefined): Verdict {
  if (answer === undefined) return 'crashed';
  const saysSo = (answer.errors?.length ?? 0) > 0 || (answer.extensions?.valueCompletion?.length ?? 0) > 0;
  if (expected.answer === undefined) return saysSo && isEmpty(answer.data) ? 'right' : 'wrong';
  const isRight = isDeepStrictEqual(plain(answer.data), plain(expected.answer));
  const mustSaySo = expected.errors !== undefined;
  if (isRight && saysSo === mustSaySo) return 'right';
  return saysSo ? 'refused' : 'wrong';
}

function isEmpty(data: unknown): boolean {
  return data === undefined || data === null;
}

/** Removes prototypes. An absent value becomes `null`. */
function plain(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data ?? null)) as unknown;
}
