import { isUnionType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { badUserInput } from '../errors.js';

/** As many as a hundred orders of fifty lines have products: a request for more is no page of a list. */
const MOST_REPRESENTATIONS = 5_000;

const LONGEST_ID = 128;

/**
 * Limits how many representations one request may send, each becomes a key of a database query, and what they may be
 * of: entities of this subgraph.
 *
 * `_Any` is the one argument that no schema checks, so what else is in one is for {@link readReferenceId}.
 */
export function limitReferences(schema: GraphQLSchema): void {
  const entities = schema.getQueryType()?.getFields()._entities;
  const resolve = entities?.resolve as GraphQLFieldResolver<unknown, unknown, EntitiesArguments> | undefined;
  if (entities === undefined || resolve === undefined) return;
  const known = entityNames(schema);
  entities.resolve = (source, args: EntitiesArguments, context, info) => {
    if (args.representations.length > MOST_REPRESENTATIONS) {
      throw badUserInput(`A request sends at most ${MOST_REPRESENTATIONS} representations.`);
    }
    if (!args.representations.every((representation) => isOf(known, representation))) {
      throw badUserInput('A representation names in __typename an entity of this subgraph.');
    }
    return resolve(source, args, context, info);
  };
}

function entityNames(schema: GraphQLSchema): ReadonlySet<unknown> {
  const union = schema.getType('_Entity');
  const types = isUnionType(union) ? union.getTypes() : [];
  // An interface with a key is no member of the union, and may be asked for as well. Of all that may be written on an
  // interface only @key, under whatever name, has fields.
  const interfaces = types
    .flatMap((type) => type.getInterfaces())
    .filter(({ astNode, extensionASTNodes }) =>
      [astNode, ...extensionASTNodes]
        .flatMap((node) => node?.directives ?? [])
        .some((directive) => directive.arguments?.some(({ name }) => name.value === 'fields')),
    );
  return new Set([...types, ...interfaces].map(({ name }) => name));
}

function isOf(known: ReadonlySet<unknown>, representation: unknown): boolean {
  return (
    typeof representation === 'object' &&
    representation !== null &&
    '__typename' in representation &&
    known.has(representation.__typename)
  );
}

interface EntitiesArguments {
  readonly representations: readonly unknown[];
}

/**
 * Reads the id of an entity whose key is `id`, from a representation of it. Nothing else may be in there: operators
 * and dotted names have no way into a query.
 *
 * @param type the entity's type, for the message
 * @throws PublicError BAD_USER_INPUT
 */
export function readReferenceId(type: string, representation: Readonly<Record<string, unknown>>): string {
  const { id } = representation;
  const hasMore = Object.keys(representation).some((key) => key !== 'id' && key !== '__typename');
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID || hasMore) {
    throw badUserInput(`The type ${type} is represented by its id, a string, and nothing else.`);
  }
  return id;
}
