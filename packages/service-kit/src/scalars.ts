import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

const DECIMAL = /^-?(0|[1-9]\d{0,15})(\.\d{1,8})?$/;
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** `DateTime`: an RFC 3339 string outside, a `Date` inside. */
export const DateTimeScalar = new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: 'DateTime' });

/** `Decimal`: an exact number as a string on both sides; a JSON number is refused, for it may have been rounded. */
export const DecimalScalar = stringScalar(
  'Decimal',
  (value) => DECIMAL.test(value),
  'a decimal number in a string, like "18.00"',
);

/** `CurrencyCode`: an ISO 4217 code that this runtime knows. */
export const CurrencyCodeScalar = stringScalar(
  'CurrencyCode',
  (value) => CURRENCIES.has(value),
  'an ISO 4217 code, like "USD"',
);

function stringScalar(name: string, accepts: (value: string) => boolean, expected: string) {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && accepts(value)) return value;
    throw new GraphQLError(`${name} takes ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } });
  };
  return new GraphQLScalarType<string, string>({
    name,
    serialize: parse,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}
