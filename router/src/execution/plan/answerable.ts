import { Kind, getNamedType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { refuse } from '../../errors/refuse.js';
import type { Refusal } from '../../errors/refuse.js';
import { fragmentOf } from '../operation.js';
import type { OperationParts } from '../operation.js';
import { join } from './dependencies.js';
import type { PlanAnalysis } from './dependencies.js';

/**
 * Apollo's planner omits fields that it cannot fetch, and the whole plan may be empty. Without this check they would be
 * null without any explanation.
 * @throws Refusal for a field that is selected on every object at its response path and that no fetch brings
 */
export function assertAnswerable(
  operation: OperationParts,
  schema: GraphQLSchema,
  { creators, leaves }: PlanAnalysis,
): void {
  const visit = (set: SelectionSetNode, type: GraphQLObjectType, responsePath: string): void => {
    for (const node of unconditionalFields(set, type, operation.fragments)) {
      const field = type.getFields()[node.name.value];
      if (field === undefined) continue;
      const at = join(responsePath, node.alias?.value ?? node.name.value);
      if (!creators.has(at) && !leaves.has(at)) throw unanswerable(type, field.name);
      const below = getNamedType(field.type);
      if (node.selectionSet !== undefined && isObjectType(below)) visit(node.selectionSet, below, at);
    }
  };
  const rootType = schema.getRootType(operation.definition.operation);
  if (isObjectType(rootType)) visit(operation.definition.selectionSet, rootType, '');
}

/** The fields that are selected on every object of a type. */
function unconditionalFields(
  { selections }: SelectionSetNode,
  type: GraphQLObjectType,
  fragments: OperationParts['fragments'],
): readonly FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const fragment = fragmentOf(node, fragments);
    const condition = fragment?.typeCondition?.name.value ?? type.name;
    if (fragment === undefined || condition !== type.name) return [];
    return unconditionalFields(fragment.selectionSet, type, fragments);
  });
}

function unanswerable(type: GraphQLObjectType, fieldName: string): Refusal {
  return refuse(
    400,
    'UNANSWERABLE_FIELD',
    `No subgraph can answer ${type.name}.${fieldName} with this selection. Leave it out of the operation.`,
  );
}
