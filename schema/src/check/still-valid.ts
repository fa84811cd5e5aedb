import type { GraphQLSchema } from 'graphql';
import type { Change, JudgedChange } from '../diff/change.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { isValid } from '../operations/validity.js';

/** Scalars that share most of their notation: a literal of one is valid as the other, and a variable may be. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  ID: ['String'],
  Int: ['Float', 'ID'],
  String: ['ID'],
};

/**
 * Marks a change of what operations send that leaves each of them valid: whether the new type takes what clients put
 * into their variables, no schema tells. An answer looks the same.
 */
export function stayingValid(
  change: Change,
  operations: readonly RegisteredOperation[],
  after: GraphQLSchema,
): Pick<JudgedChange, 'staysValid'> {
  if (!isRelated(change) || change.isNowRequired) return {};
  return operations.every(({ document }) => isValid(after, document)) ? { staysValid: true } : {};
}

function isRelated({ kind, from = '', to = '' }: Change): boolean {
  if (kind === 'ONE_OF_ADDED') return true;
  if (kind !== 'FIELD_ARGUMENT_TYPE_CHANGED' && kind !== 'INPUT_FIELD_TYPE_CHANGED') return false;
  const [was = '', is = ''] = [from, to].map((type) => type.replace(/[[\]!]/g, ''));
  // Lists stay lists, and what was not null stays so or may be null now.
  return ALIKE[was]?.includes(is) === true && [to, `${to}!`].includes(from.replace(was, is));
}
