import type { GraphQLSchema } from 'graphql';
import type { Change, JudgedChange } from '../diff/change.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { isValid } from '../operations/validity.js';

/** Scalars with similar literals: a literal of the first is valid as each of the others, a variable's value may be. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  ID: ['String'],
  Int: ['Float', 'ID'],
  String: ['ID'],
};

/**
 * Marks a change of input types that leaves every operation valid. No schema says whether the new type accepts the
 * values that clients put into their variables.
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
  // Lists stay lists; non-null types stay non-null or become nullable.
  return ALIKE[was]?.includes(is) === true && [to, `${to}!`].includes(from.replace(was, is));
}
