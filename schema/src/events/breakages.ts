import { isDeepStrictEqual } from 'node:util';

/** The subset of JSON Schema that the event schemas use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

export function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The differences with which a consumer written for `before` cannot read `after`: a property that was removed or is
 * optional now, and a value of an unknown kind. A new property breaks no consumer.
 */
export function breakagesOf(before: JsonSchema, after: JsonSchema, path = 'data'): readonly string[] {
  const { properties: known = {}, required = [] } = before;
  const { properties: given = {} } = after;
  return [
    ...valueBreakages(before, after, path),
    ...Object.entries(known).flatMap(([name, schema]) => {
      const property = given[name];
      if (property === undefined) return [`${path}.${name} is gone`];
      const isOptionalNow = required.includes(name) && after.required?.includes(name) !== true;
      return [
        ...(isOptionalNow ? [`${path}.${name} was always there and may be missing now`] : []),
        ...breakagesOf(schema, property, `${path}.${name}`),
      ];
    }),
    ...(before.items === undefined ? [] : breakagesOf(before.items, after.items ?? {}, `${path}[]`)),
  ];
}

function valueBreakages(before: JsonSchema, after: JsonSchema, path: string): readonly string[] {
  const unknownTypes = typesOf(after).filter((type) => !typesOf(before).includes(type));
  const allowed = valuesOf(before);
  const unknownValues =
    allowed === undefined
      ? []
      : (valuesOf(after) ?? ['any value']).filter(
          (value) => !allowed.some((each) => isDeepStrictEqual(each, value)),
        );
  return [
    ...(before.type !== undefined && (after.type === undefined || unknownTypes.length > 0)
      ? [
          `${path} was ${typesOf(before).join(' or ')} and can be ${typesOf(after).join(' or ') || 'anything'} now`,
        ]
      : []),
    ...unknownValues.map((value) => `${path} can be ${JSON.stringify(value)} now`),
  ];
}

function typesOf({ type = [] }: JsonSchema): readonly string[] {
  return [type].flat();
}

/** The allowed values, undefined when the schema lists none. */
function valuesOf(schema: JsonSchema): readonly unknown[] | undefined {
  return 'const' in schema ? [schema.const] : schema.enum;
}
