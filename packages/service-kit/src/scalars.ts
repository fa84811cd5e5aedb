import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

const DECIMAL = /^-?(0|[1-9]\d{0,15})(\.\d{1,8})?$/;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** `DateTime`: an RFC 3339 string for clients, a `Date` in the code. */
export const DateTimeScalar = scalar({
  name: 'DateTime',
  expected: 'a moment in RFC 3339 with a time zone, like "2026-01-31T12:00:00Z"',
  read: (value) => readDate(value),
  serialize: GraphQLDateTimeISO.serialize,
});

/**
 * `Decimal`: an exact number as a string on both sides. JSON numbers are refused because they may have been rounded.
 */
export const DecimalScalar = stringScalar(
  'Decimal',
  (value) => DECIMAL.test(value),
  'a decimal number in a string, like "18.00"',
);

/** `CurrencyCode`: an ISO 4217 code that this Node.js knows. */
export const CurrencyCodeScalar = stringScalar(
  'CurrencyCode',
  (value) => CURRENCIES.has(value),
  'an ISO 4217 code, like "USD"',
);

interface ScalarDescription<Internal, External> {
  readonly name: string;
  /** A description of the accepted values, with an example. */
  readonly expected: string;
  /** @returns undefined for a value that is not accepted */
  readonly read: (value: string) => Internal | undefined;
  readonly serialize?: (value: unknown) => External;
}

function scalar<Internal, External>(description: ScalarDescription<Internal, External>) {
  const { name, expected, read, serialize } = description;
  const parse = (value: unknown, node?: ValueNode): Internal => {
    const internal = typeof value === 'string' ? read(value) : undefined;
    if (internal !== undefined) return internal;
    const nodes = node === undefined ? {} : { nodes: node };
    throw new GraphQLError(`${name} takes ${expected}.`, {
      ...nodes,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  };
  return new GraphQLScalarType<Internal, External | Internal>({
    name,
    serialize: serialize ?? ((value) => parse(value)),
    parseValue: (value) => parse(value),
    // With its node, the error has the value's position in the query.
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
  });
}

function stringScalar(name: string, accepts: (value: string) => boolean, expected: string) {
  return scalar<string, string>({ name, expected, read: (value) => (accepts(value) ? value : undefined) });
}

function readDate(text: string): Date | undefined {
  try {
    return GraphQLDateTimeISO.parseValue(text);
  } catch {
    return undefined;
  }
}
