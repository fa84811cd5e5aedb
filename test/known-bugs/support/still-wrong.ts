/** Cases that the router does not answer right yet. One that it does must be taken off. */
export const STILL_WRONG: ReadonlySet<string> = new Set([
  'client-argument-on-a-field-required-with-another',
  'client-argument-on-a-required-field',
  'mutations-over-subgraphs-run-in-order',
  'one-key-two-arguments-behind-interface-object',
  'one-key-two-arguments-in-unions-of-unions',
  'one-key-two-arguments-under-a-union',
  'one-key-two-arguments-under-an-interface',
  'one-key-two-fields-under-a-union',
  'one-types-failure-takes-anothers-data',
  'progressive-override',
  'reentry-by-a-key-that-is-not-resolvable',
  'two-requires-of-one-field',
  'two-requires-of-one-field-in-two-subgraphs',
]);
