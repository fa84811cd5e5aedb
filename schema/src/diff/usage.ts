import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { parentOf } from '../graph/coordinates.js';

/** What an operation relies on in a schema, as far as a change to it could hurt. */
export interface Usage {
  /** `Type.field` that it selects. */
  readonly selected: ReadonlySet<string>;
  /** `Type.field.argument` that it passes. */
  readonly passed: ReadonlySet<string>;
  /** Those of them that a request may still leave out, because their variable is optional. */
  readonly omittable: ReadonlySet<string>;
  /** Input objects and enums, and their `Input.field` and `Enum.VALUE`, that it sends or may send in a variable. */
  readonly sent: ReadonlySet<string>;
  /** `Input.field` that it leaves out of an object, or may leave out of a variable. */
  readonly left: ReadonlySet<string>;
  /** Leaf and abstract types whose values it reads. */
  readonly read: ReadonlySet<string>;
  /** Types it names or selects from. */
  readonly touched: ReadonlySet<string>;
  /** Types and fields that may be behind what it names: those of every type that an interface or a union stands for. */
  readonly reached: ReadonlySet<string>;
}

const cache = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Usage>>();

/** What an operation relies on. Changes and plans are asked about it, and it is read once. */
export function usageOf(document: DocumentNode, schema: GraphQLSchema): Usage {
  const bySchema = cache.get(schema) ?? new WeakMap<DocumentNode, Usage>();
  cache.set(schema, bySchema);
  const usage = bySchema.get(document) ?? readUsage(document, schema);
  bySchema.set(document, usage);
  return usage;
}

function readUsage(document: DocumentNode, schema: GraphQLSchema): Usage {
  const selected = new Set<string>();
  const passed = new Set<string>();
  const omittable = new Set<string>();
  const optional = optionalVariables(document);
  const sent = new Set<string>();
  const left = new Set<string>();
  const read = new Set<string>();
  const touched = new Set<string>();
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => {
        const parent = info.getParentType();
        const definition = info.getFieldDef();
        if (!parent || !definition) return;
        selected.add(`${parent.name}.${node.name.value}`);
        touched.add(parent.name);
        const result = getNamedType(definition.type);
        touched.add(result.name);
        if (isLeafType(result) || isAbstractType(result)) read.add(result.name);
        for (const argument of node.arguments ?? []) {
          const coordinate = `${parent.name}.${node.name.value}.${argument.name.value}`;
          passed.add(coordinate);
          const { value } = argument;
          if (value.kind === Kind.VARIABLE && optional.has(value.name.value)) omittable.add(coordinate);
        }
      },
      NamedType: (node) => {
        touched.add(node.name.value);
      },
      VariableDefinition: () => {
        const type = info.getInputType();
        if (type) addReachable(type, sent, left);
      },
      ObjectField: (node) => {
        const parent = info.getParentInputType();
        const owner = parent ? getNamedType(parent) : undefined;
        if (owner) sent.add(`${owner.name}.${node.name.value}`);
      },
      ObjectValue: (node) => {
        const type = info.getInputType();
        if (!type) return;
        const named = getNamedType(type);
        sent.add(named.name);
        const given = new Set(node.fields.map(({ name }) => name.value));
        const fields = isInputObjectType(named) ? Object.keys(named.getFields()) : [];
        for (const field of fields) if (!given.has(field)) left.add(`${named.name}.${field}`);
      },
      EnumValue: (node) => {
        const type = info.getInputType();
        if (type) sent.add(getNamedType(type).name).add(`${getNamedType(type).name}.${node.value}`);
      },
    }),
  );
  return {
    selected,
    passed,
    omittable,
    sent,
    left,
    read,
    touched,
    reached: reachedBy(touched, selected, schema),
  };
}

function reachedBy(
  touched: ReadonlySet<string>,
  selected: ReadonlySet<string>,
  schema: GraphQLSchema,
): ReadonlySet<string> {
  const standsFor = (name: string) => {
    const type = schema.getType(name);
    return isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [];
  };
  const reached = new Set([...touched, ...selected]);
  for (const type of touched) for (const behind of standsFor(type)) reached.add(behind);
  for (const coordinate of selected) {
    const type = parentOf(coordinate) ?? coordinate;
    for (const behind of standsFor(type)) reached.add(`${behind}${coordinate.slice(type.length)}`);
  }
  return reached;
}

function optionalVariables({ definitions }: DocumentNode): ReadonlySet<string> {
  const variables = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
  );
  const optional = variables.filter(
    ({ type, defaultValue }) => type.kind !== Kind.NON_NULL_TYPE && defaultValue === undefined,
  );
  return new Set(optional.map(({ variable }) => variable.name.value));
}

/** A variable may hold anything its type allows, and leave out any field: all the way down. */
function addReachable(
  type: GraphQLInputType,
  sent: Set<string>,
  left: Set<string>,
  seen = new Set<string>(),
): void {
  const named = getNamedType(type);
  if (seen.has(named.name)) return;
  seen.add(named.name);
  sent.add(named.name);
  if (isEnumType(named)) for (const { name } of named.getValues()) sent.add(`${named.name}.${name}`);
  if (!isInputObjectType(named)) return;
  for (const field of Object.values(named.getFields())) {
    sent.add(`${named.name}.${field.name}`);
    left.add(`${named.name}.${field.name}`);
    addReachable(field.type, sent, left, seen);
  }
}
