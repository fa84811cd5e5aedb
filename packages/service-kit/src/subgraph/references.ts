import { isUnionType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { badUserInput } from '../errors.js';

/** The number of products in a hundred orders of fifty lines. No page of a list needs a larger request. */
const MAX_REPRESENTATIONS = 5_000;

const MAX_ID_LENGTH = 128;

/**
 * Limits the number of representations in one request, because each becomes a key of a database query, and restricts
 * their types to entities of this subgraph.
 *
 * `_Any` is the only argument type that the schema does not validate. {@link readReferenceId} checks the other fields
 * of a representation.
 */
export function limitReferences(schema: GraphQLSchema): void {
  const entities = schema.getQueryType()?.getFields()._entities;
  const resolve = entities?.resolve as GraphQLFieldResolver<unknown, unknown, EntitiesArguments> | undefined;
  if (entities === undefined || resolve === undefined) return;
  const known = entityNames(schema);
  entities.resolve = (source, args: EntitiesArguments, context, info) => {
    if (args.representations.length > MAX_REPRESENTATIONS) {
      throw badUserInput(`A request sends at most ${MAX_REPRESENTATIONS} representations.`);
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
  // An interface with a key is not a member of the union, but may be requested too. Among the directives that may be on
  // an interface, only @key has an argument `fields`. A schema may import @key under another name.
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
 * Reads the id from a representation of an entity whose key is `id`. Refuses other fields, so that operators and dotted
 * names cannot enter a query.
 *
 * @param type the entity's type, for the message
 * @throws PublicError BAD_USER_INPUT
 */
export function readReferenceId(type: string, representation: Readonly<Record<string, unknown>>): string {
  const { id } = representation;
  const hasMore = Object.keys(representation).some((key) => key !== 'id' && key !== '__typename');
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH || hasMore) {
    throw badUserInput(`The type ${type} is represented by its id, a string, and nothing else.`);
  }
  return id;
}
