import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { JudgedChange } from '../diff/change.js';
import { isDay } from '../lint/day.js';

const DATE = /\b\d{4}-\d{2}-\d{2}\b/g;

/** The day until which a removed element was promised, `YYYY-MM-DD`: the last day that its deprecation names. */
export function promisedUntil(
  { kind, coordinate }: JudgedChange,
  before: GraphQLSchema | undefined,
): string | undefined {
  if (before === undefined || !kind.endsWith('_REMOVED')) return undefined;
  return (deprecationOf(coordinate, before)?.match(DATE) ?? []).filter(isDay).sort().at(-1);
}

function deprecationOf(coordinate: string, schema: GraphQLSchema): string | null | undefined {
  const [owner = '', member = '', argument] = coordinate.split('.');
  const type = schema.getType(owner);
  if (isEnumType(type)) return type.getValue(member)?.deprecationReason;
  if (isInputObjectType(type)) return type.getFields()[member]?.deprecationReason;
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const field = type.getFields()[member];
  if (argument === undefined) return field?.deprecationReason;
  return field?.args.find(({ name }) => name === argument)?.deprecationReason;
}
