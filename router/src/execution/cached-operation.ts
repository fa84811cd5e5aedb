import { BREAK, TypeInfo, print, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationTypeNode, VariableDefinitionNode } from 'graphql';
import type { ExecutionRequest } from './executor.js';
import { operationParts } from './operation.js';
import type { Planner } from './planner.js';
import { compileProgram } from './program.js';
import type { Program } from './program.js';
import { conditionVariables } from './shape/collect.js';
import { weighProgram, weighSource } from './weight.js';

/** An operation has as many programs as ways to include its parts; only so many are kept at a time. */
const MAX_PROGRAMS = 16;

/** The programs of one operation must leave room for others, in bytes. */
const MAX_WEIGHT = 16 * 1024 * 1024;

/** What is kept of an operation between requests. */
export interface CachedOperation {
  readonly kind: OperationTypeNode;
  /** Every field of it is public and declared so. */
  readonly isPublic: boolean;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  /** @param variables with their defaults */
  programFor(variables: Readonly<Record<string, unknown>>): Program;
  /** About how much memory it takes, in bytes. It grows with every new program. */
  readonly weight: number;
}

export interface OperationOptions {
  readonly isPublicField?: ((typeName: string, fieldName: string) => boolean) | undefined;
  /** Told when the operation's weight has changed. */
  readonly reweighed?: () => void;
}

export function createOperation(
  request: Pick<ExecutionRequest, 'document' | 'planned' | 'operationName'>,
  apiSchema: GraphQLSchema,
  planner: Planner,
  { isPublicField, reweighed }: OperationOptions = {},
): CachedOperation {
  const { document, operationName, planned: permitted } = request;
  const asked = operationParts(document, operationName);
  const planned = permitted && operationParts(permitted, operationName);
  const plan = planned === null ? ({ kind: 'QueryPlan' } as const) : planner.plan(planned ?? asked);
  const { schema: supergraphSchema, aliases, fieldSets } = planner;
  const source = { apiSchema, supergraphSchema, aliases, fieldSets, asked, planned, plan };
  const names = [...conditionVariables(document)];
  const programs = new Map<string, Program>();
  const length = print(document).length;
  const baseWeight = weighSource(length, plan);
  const weigh = () => {
    let weight = baseWeight;
    for (const program of programs.values()) weight += weighProgram(program, length);
    return weight;
  };
  const dropOldest = () => {
    for (const oldest of programs.keys()) {
      const isTooMuch = programs.size > MAX_PROGRAMS || weigh() > MAX_WEIGHT;
      if (!isTooMuch || programs.size === 1) return;
      programs.delete(oldest);
    }
  };
  return {
    get weight() {
      return weigh();
    },
    kind: asked.definition.operation,
    isPublic: isPublicField !== undefined && onlyPublic(document, apiSchema, isPublicField),
    variableDefinitions: asked.definition.variableDefinitions ?? [],
    programFor: (variables) => {
      const key = names.map((name) => (variables[name] === true ? '1' : '0')).join('');
      const known = programs.get(key);
      if (known !== undefined) return known;
      const conditions = new Map(names.map((name) => [name, variables[name] === true]));
      const program = compileProgram(source, conditions);
      programs.set(key, program);
      dropOldest();
      reweighed?.();
      return program;
    },
  };
}

function onlyPublic(
  document: DocumentNode,
  schema: GraphQLSchema,
  isPublicField: (typeName: string, fieldName: string) => boolean,
): boolean {
  let isPublic = true;
  const types = new TypeInfo(schema);
  const check = visitWithTypeInfo(types, {
    Field: ({ name }) => {
      if (name.value.startsWith('__')) return undefined;
      const parent = types.getParentType();
      if (parent !== null && parent !== undefined && isPublicField(parent.name, name.value)) return undefined;
      isPublic = false;
      return BREAK;
    },
  });
  visit(document, check);
  return isPublic;
}
