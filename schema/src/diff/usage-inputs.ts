import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type GraphQLInputType,
  type ObjectValueNode,
  type TypeInfo,
} from 'graphql';

/** The input elements that an operation sends. */
export interface Inputs {
  /** The arguments that it passes, as `Type.field.argument`. */
  readonly passed: ReadonlySet<string>;
  /** The passed arguments that a request may still omit, because their variable is optional. */
  readonly omittable: ReadonlySet<string>;
  /** The input objects, enums, `Input.field` and `Enum.VALUE` that it sends or may send in a variable. */
  readonly sent: ReadonlySet<string>;
  /** The input fields, as `Input.field`, that it omits from an object or may omit from a variable. */
  readonly left: ReadonlySet<string>;
}

/** Collects the inputs while a visitor with `info` visits the operation. */
export function collectInputs(
  info: TypeInfo,
  document: DocumentNode,
): { readonly visitor: ASTVisitor; readonly found: () => Inputs } {
  const values = { sent: new Set<string>(), left: new Set<string>() };
  const given = { passed: new Set<string>(), omittable: new Set<string>() };
  const optional = optionalVariables(document);
  const visitor: ASTVisitor = {
    Field: (node) => {
      const parent = info.getParentType();
      if (parent && info.getFieldDef()) addArguments(parent.name, node, optional, given);
    },
    VariableDefinition: () => {
      const type = info.getInputType();
      if (type) addReachable(type, values);
    },
    ObjectField: (node) => {
      const parent = info.getParentInputType();
      if (parent) values.sent.add(`${getNamedType(parent).name}.${node.name.value}`);
    },
    ObjectValue: (node) => {
      const type = info.getInputType();
      if (type) addObject(type, node, values);
    },
    EnumValue: (node) => {
      const type = info.getInputType();
      if (type) values.sent.add(getNamedType(type).name).add(`${getNamedType(type).name}.${node.value}`);
    },
  };
  return { visitor, found: () => ({ ...given, ...values }) };
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

function addArguments(
  type: string,
  field: FieldNode,
  optional: ReadonlySet<string>,
  { passed, omittable }: { readonly passed: Set<string>; readonly omittable: Set<string> },
): void {
  for (const { name, value } of field.arguments ?? []) {
    const coordinate = `${type}.${field.name.value}.${name.value}`;
    passed.add(coordinate);
    if (value.kind === Kind.VARIABLE && optional.has(value.name.value)) omittable.add(coordinate);
  }
}

interface Values {
  readonly sent: Set<string>;
  readonly left: Set<string>;
}

function addObject(type: GraphQLInputType, node: ObjectValueNode, { sent, left }: Values): void {
  const named = getNamedType(type);
  sent.add(named.name);
  const given = new Set(node.fields.map(({ name }) => name.value));
  const fields = isInputObjectType(named) ? Object.keys(named.getFields()) : [];
  for (const field of fields) if (!given.has(field)) left.add(`${named.name}.${field}`);
}

/** A variable may hold any value of its type and omit any field, at every depth. */
function addReachable(type: GraphQLInputType, values: Values, seen = new Set<string>()): void {
  const named = getNamedType(type);
  if (seen.has(named.name)) return;
  seen.add(named.name);
  const { sent, left } = values;
  sent.add(named.name);
  if (isEnumType(named)) for (const { name } of named.getValues()) sent.add(`${named.name}.${name}`);
  if (!isInputObjectType(named)) return;
  for (const field of Object.values(named.getFields())) {
    sent.add(`${named.name}.${field.name}`);
    left.add(`${named.name}.${field.name}`);
    addReachable(field.type, values, seen);
  }
}
