import { getNamedType, isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Change } from '../diff/change.js';
import { resolversOf } from '../diff/resolvers.js';
import { schemaOf } from '../graph/subgraph-schema.js';
import { isKept, memberLost, type Replacement, type State } from './replacement.js';

/**
 * Types that a subgraph no longer has behind an interface or union, though others do and the API is the same: running
 * routers spread fragments on them, and the subgraph refuses the whole request.
 */
export function lostMembers(before: State, after: State, { was, is }: Replacement): readonly Change[] {
  if (is === undefined) return [];
  const missed = [...resolversOf(before.supergraphSdl)].flatMap(([coordinate, graphs]) => {
    if (!graphs.includes(was.name) || !isKept(before, after, coordinate)) return [];
    const isStillAsked = (member: string) =>
      [before.api, after.api].every((api) => membersOf(api, coordinate).includes(member));
    const kept = membersOf(schemaOf(is), coordinate);
    if (kept.length === 0) return [];
    return membersOf(schemaOf(was), coordinate).filter(
      (member) => !kept.includes(member) && isStillAsked(member),
    );
  });
  return [...new Set(missed)].map((member) => memberLost(is, member));
}

/** The possible object types of a field's value; none if the field does not exist. */
function membersOf(schema: GraphQLSchema, coordinate: string): readonly string[] {
  const [owner = '', field = ''] = coordinate.split('.');
  const type = schema.getType(owner);
  const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
  const value = found && getNamedType(found.type);
  if (isAbstractType(value)) return schema.getPossibleTypes(value).map(({ name }) => name);
  return isObjectType(value) ? [value.name] : [];
}
