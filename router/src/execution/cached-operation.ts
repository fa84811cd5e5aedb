import { BREAK, TypeInfo, print, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationTypeNode, VariableDefinitionNode } from 'graphql';
import type { ExecutionRequest } from './executor.js';
import { includedPart } from './included.js';
import { operationParts } from './operation.js';
import type { Conditions } from './plan/steps.js';
import type { PlannedOperation, Planner } from './planner.js';
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

interface WeighedProgram {
  readonly program: Program;
  /** In bytes. */
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
  const permittedParts = permitted && operationParts(permitted, operationName);
  const source = {
    apiSchema,
    supergraphSchema: planner.schema,
    asked,
    isWhole: permittedParts === undefined,
  };
  const planFor = (conditions: Conditions): PlannedOperation | null => {
    const included = permittedParts === null ? null : includedPart(permittedParts ?? asked, conditions);
    return included === null ? null : planner.plan(included);
  };
  const names = [...conditionVariables(document)];
  const programs = new Map<string, WeighedProgram>();
  const length = print(document).length;
  const weigh = () => {
    let weight = weighSource(length);
    for (const program of programs.values()) weight += program.weight;
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
      if (known !== undefined) return known.program;
      const conditions = new Map(names.map((name) => [name, variables[name] === true]));
      const planned = planFor(conditions);
      const program = compileProgram({ ...source, planned }, conditions);
      programs.set(key, { program, weight: weighProgram(program, planned, length) });
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
