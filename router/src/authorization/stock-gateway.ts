import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  visit,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  InlineFragmentNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { isRecord } from '../execution/faults.js';
import { ALIAS_PREFIX } from '../execution/reserved-aliases.js';
import { isIncluded } from '../operation/conditions.js';
import type { Authorization } from './enforce.js';

type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
type GatewayRequest = Parameters<GatewayExecutor>[0];

/**
 * Tells which of an abstract type's objects an answer is, for the fields that were taken out of it. No alias of a
 * client's begins so: see `renameOnStockGateway`.
 */
const TYPE_ALIAS = `${ALIAS_PREFIX}typename`;

/**
 * The stock executor knows only one operation, the one it runs. This has it run what is permitted, then writes the
 * answer in the shape of what was asked: null where something was taken away, and upwards as the schema says.
 */
export function enforceOnStockGateway(
  gateway: GatewayInterface,
  permit: Authorization['permit'],
): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (options) => {
      const { executor } = await gateway.load(options);
      return { executor: executor && ((request) => execute(request, executor, permit)) };
    },
  };
}

async function execute(
  request: GatewayRequest,
  executor: GatewayExecutor,
  permit: Authorization['permit'],
): ReturnType<GatewayExecutor> {
  const { document, operation, schema } = request;
  const variables = request.request.variables ?? {};
  const key = `${request.queryHash}:${request.request.operationName ?? ''}`;
  const context = request.context as RequestContext;
  const permitted = permit({ document, operation, variables, context, key, schema });
  if (permitted === undefined) return executor(request);
  const { planned } = permitted;
  const answer =
    planned === null
      ? { data: {} }
      : await executor({
          ...request,
          document: withTypeNames(planned),
          queryHash: `${key}:${permitted.key}`,
          request: { ...request.request, variables: pick(variables, planned) },
        });
  // Nothing was executed: the request is at fault, and nothing was taken from its answer.
  if (answer.data === undefined) return answer;
  const errors = [...permitted.errors, ...(answer.errors ?? [])];
  const data = reshape(answer.data, request);
  return { ...answer, ...(data === undefined ? {} : { data }), errors };
}

/** Every selection tells its type: what was taken out of it may have stood on some types only. */
function withTypeNames(document: DocumentNode): DocumentNode {
  const typename: FieldNode = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: TYPE_ALIAS },
    name: { kind: Kind.NAME, value: '__typename' },
  };
  return visit(document, {
    SelectionSet: (node, _key, parent) =>
      parent !== undefined && !Array.isArray(parent) && 'kind' in parent && parent.kind === Kind.FIELD
        ? { ...node, selections: [...node.selections, typename] }
        : undefined,
  });
}

function pick(variables: Readonly<Record<string, unknown>>, document: DocumentNode): Record<string, unknown> {
  const names = new Set(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
        : [],
    ),
  );
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name)));
}

interface Shape {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A null where the schema allows none: the nearest field above that may be null is. */
const impossible = Symbol('null where none may be');

function reshape(data: unknown, { schema, document, operation, request }: GatewayRequest) {
  const root = schema.getRootType(operation.operation);
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  if (!root || !isRecord(data)) return undefined;
  const shape: Shape = { schema, fragments, operation, variables: request.variables ?? {} };
  const result = reshapeObject(data, root, [operation.selectionSet], shape);
  return result === impossible ? null : result;
}

function reshapeObject(
  data: Readonly<Record<string, unknown>>,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  shape: Shape,
): Record<string, unknown> | typeof impossible {
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, nodes] of collectFields(type, selectionSets, shape)) {
    const name = nodes[0]?.name.value ?? '';
    if (name.startsWith('__')) {
      result[key] = name === '__typename' ? type.name : data[key];
      continue;
    }
    const field = type.getFields()[name];
    if (field === undefined) continue;
    const value = reshapeValue(data[key], field.type, nodes, shape);
    if (value === impossible) return impossible;
    result[key] = value;
  }
  return result;
}

function reshapeValue(
  value: unknown,
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  shape: Shape,
): unknown {
  const nullable = getNullableType(type);
  let result: unknown = value ?? null;
  if (result !== null && isListType(nullable)) {
    const items = (Array.isArray(value) ? value : []).map((item: unknown) =>
      reshapeValue(item, nullable.ofType, nodes, shape),
    );
    result = items.includes(impossible) ? null : items;
  } else if (isRecord(result) && isCompositeType(nullable)) {
    const object = objectType(result, getNamedType(nullable).name, shape.schema);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const reshaped = object === undefined ? null : reshapeObject(result, object, sets, shape);
    result = reshaped === impossible ? null : reshaped;
  }
  return result === null && isNonNullType(type) ? impossible : result;
}

function objectType(data: Readonly<Record<string, unknown>>, declared: string, schema: GraphQLSchema) {
  const told = data[TYPE_ALIAS];
  const type = schema.getType(typeof told === 'string' ? told : declared);
  return isObjectType(type) ? type : undefined;
}

function collectFields(
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
  shape: Shape,
  fields = new Map<string, FieldNode[]>(),
): ReadonlyMap<string, readonly FieldNode[]> {
  for (const selection of selectionSets.flatMap(({ selections }) => selections)) {
    if (!isIncluded(selection.directives ?? [], shape.operation, shape.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      fields.set(key, [...(fields.get(key) ?? []), selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : shape.fragments.get(selection.name.value);
    if (fragment !== undefined && applies(fragment, type, shape)) {
      collectFields(type, [fragment.selectionSet], shape, fields);
    }
  }
  return fields;
}

function applies(
  { typeCondition }: FragmentDefinitionNode | InlineFragmentNode,
  type: GraphQLObjectType,
  { schema }: Shape,
): boolean {
  if (typeCondition === undefined) return true;
  const condition = schema.getType(typeCondition.name.value);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}
