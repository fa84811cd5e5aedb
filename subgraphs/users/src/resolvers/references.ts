import { badUserInput } from '@supergraph/service-kit';
import { Kind, type GraphQLResolveInfo } from 'graphql';
import type { Loaders } from '../data/loaders.js';
import type { User } from '../domain/user.js';

const LONGEST_ID = 128;

/** As many as fifty pages of orders have customers: whoever sends more asks for no page. */
const MOST_REPRESENTATIONS = 5_000;

/**
 * Loads what a representation stands for. It is data from outside that nothing has checked against the schema.
 * Asynchronous, so that a bad one fails alone and not the whole list it came in.
 *
 * @throws PublicError BAD_USER_INPUT when it is not a user's key and nothing else
 */
export async function loadReferred(
  representation: Readonly<Record<string, unknown>>,
  { users }: Loaders,
): Promise<User | undefined> {
  const { id } = representation;
  const others = Object.keys(representation).filter((key) => key !== 'id' && key !== '__typename');
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID || others.length > 0)
    throw badUserInput('A User is represented by its id, a string, and nothing else.');
  return users.load(id);
}

/**
 * Refuses lists that no page of anything needs, at their first entry: one error, not one an entry.
 *
 * @throws PublicError BAD_USER_INPUT
 */
export function refuseCrowds({ fieldNodes, variableValues }: GraphQLResolveInfo): void {
  const value = fieldNodes[0]?.arguments?.find(({ name }) => name.value === 'representations')?.value;
  const list =
    value?.kind === Kind.VARIABLE
      ? variableValues[value.name.value]
      : value?.kind === Kind.LIST
        ? value.values
        : [];
  if (Array.isArray(list) && list.length > MOST_REPRESENTATIONS)
    throw badUserInput(`A request names at most ${MOST_REPRESENTATIONS} users.`);
}
