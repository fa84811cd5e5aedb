import {
  CurrencyCodeScalar,
  DateTimeScalar,
  DecimalScalar,
  StartError,
} from '@supergraph/service-kit/service';
import { isScalarType } from 'graphql';
import type { GraphQLScalarType, GraphQLSchema } from 'graphql';

const known = new Map(
  [CurrencyCodeScalar, DateTimeScalar, DecimalScalar].map((scalar) => [scalar.name, scalar]),
);

/**
 * Makes the router validate values of this project's scalars as it does `Int`: with 400, before any fetch, and for a
 * literal with its location. A supergraph declares only the name of a scalar, so otherwise the subgraph would refuse
 * the whole fetch, and the client would get neither its other fields nor a location.
 *
 * @param names of scalars that service-kit defines
 * @throws StartError when service-kit does not define one of them
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
