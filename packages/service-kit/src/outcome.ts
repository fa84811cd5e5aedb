/**
 * The result of a mutation, in the shape of its payload: a value without errors, or at least one expected failure.
 * Each failure is named by `__typename` after the error type of the schema. A failure may come with what is known of
 * the value: `{ ...failed(invalidTransition()), order }`.
 */
export type Outcome<Value, Failure> =
  (Value & { readonly errors: readonly [] }) | { readonly errors: readonly [Failure, ...Failure[]] };

/** A success. */
export function done<Value>(value: Value): Value & { readonly errors: readonly [] } {
  return { ...value, errors: [] };
}

/** At least one expected failure. */
export function failed<Failure>(first: Failure, ...others: Failure[]) {
  return { errors: [first, ...others] as const };
}
