import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar, StartError } from '@supergraph/service-kit';
import { isScalarType } from 'graphql';
import type { GraphQLScalarType, GraphQLSchema } from 'graphql';

const known = new Map(
  [CurrencyCodeScalar, DateTimeScalar, DecimalScalar].map((scalar) => [scalar.name, scalar]),
);

/**
 * Has the router refuse values of our own scalars, as it does those of `Int`: with 400, before anything is fetched,
 * for a literal with the place where it stands. A supergraph says no more of a scalar than its name, so without this
 * the subgraph refuses a whole fetch, and the client gets neither its other fields nor a place to look at.
 *
 * @param names of scalars as service-kit defines them
 * @throws StartError when it does not define one
 */
export function createScalarChecks(names: readonly string[]): (schema: GraphQLSchema) => void {
  const scalars = names.map((name): GraphQLScalarType => {
    const scalar = known.get(name);
    if (scalar !== undefined) return scalar;
    throw new StartError(`CHECKED_SCALARS: ${name} is none of ${[...known.keys()].join(', ')}`);
  });
  return (schema) => {
    for (const { name, parseValue, parseLiteral } of scalars) {
      const type = schema.getType(name);
      if (!isScalarType(type)) continue;
      type.parseValue = parseValue;
      type.parseLiteral = parseLiteral;
    }
  };
}
