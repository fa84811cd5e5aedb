import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type { DefinitionNode, FieldNode, OperationDefinitionNode, VariableDefinitionNode } from 'graphql';
import type { PlanStep } from '../plan/steps.js';

/** The fixed parts of a request's body. Variables are written between them. */
export interface RequestText {
  readonly opening: string;
  readonly closing: string;
}

export const ENTITIES = '_entities';
export const REPRESENTATIONS = 'representations';

export function entitiesAlias(step: PlanStep): string {
  return `_entities_${step.index}`;
}

export function representationsName(step: PlanStep): string {
  return `_representations_${step.index}`;
}

/** The body for one fetch, as planned. */
export function requestText(step: PlanStep): RequestText {
  return textOf(step.fetch.operation, step.fetch.operationName);
}

function textOf(query: string, operationName: string | undefined): RequestText {
  return {
    opening: `{"query":${JSON.stringify(query)},"variables":{`,
    closing: operationName === undefined ? '}}' : `},"operationName":${JSON.stringify(operationName)}}`,
  };
}

/**
 * The body for several entity fetches at once. Each one has its own alias of `_entities` and its own representations.
 */
export function mergedRequestText(steps: readonly PlanStep[]): RequestText {
  const variables = new Map<string, VariableDefinitionNode>();
  const fields: FieldNode[] = [];
  const fragments: DefinitionNode[] = [];
  for (const step of steps) {
    for (const node of withOwnNames(step).definitions) {
      if (node.kind !== Kind.OPERATION_DEFINITION) {
        fragments.push(node);
        continue;
      }
      for (const variable of node.variableDefinitions ?? [])
        variables.set(variable.variable.name.value, variable);
      for (const field of node.selectionSet.selections) {
        if (field.kind === Kind.FIELD) fields.push({ ...field, alias: nameNode(entitiesAlias(step)) });
      }
    }
  }
  const [first] = steps;
  if (first === undefined) throw new Error('A request is for at least one fetch.');
  const definition: OperationDefinitionNode = {
    ...first.operation.definition,
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  };
  const document = { kind: Kind.DOCUMENT, definitions: [definition, ...fragments] } as const;
  return textOf(stripIgnoredCharacters(print(document)), first.fetch.operationName);
}

/** The fetch's document, with names renamed that would clash with another fetch's. */
function withOwnNames(step: PlanStep) {
  return visit(step.operation.document, {
    Variable: (node) =>
      node.name.value === REPRESENTATIONS
        ? { ...node, name: nameNode(representationsName(step)) }
        : undefined,
    FragmentDefinition: (node) => ({ ...node, name: nameNode(`${node.name.value}_${step.index}`) }),
    FragmentSpread: (node) => ({ ...node, name: nameNode(`${node.name.value}_${step.index}`) }),
  });
}

function nameNode(value: string) {
  return { kind: Kind.NAME, value } as const;
}
