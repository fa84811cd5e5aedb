import type { GraphQLSchema } from 'graphql';
import type { Conditions } from './conditions.js';
import { mergedRequestText } from './fetch/request-text.js';
import type { RequestText } from './fetch/request-text.js';
import { compileSteps, countWaves } from './fetch/step.js';
import type { Step } from './fetch/step.js';
import type { DeferredFragment } from './incremental/deferred-fragments.js';
import type { OperationParts } from './operation.js';
import { assertAnswerable } from './plan/answerable.js';
import { analysePlan, eachRequired } from './plan/dependencies.js';
import { planSteps } from './plan/steps.js';
import type { PlanStep } from './plan/steps.js';
import type { PlannedOperation } from './planner.js';
import type { FetchProgram } from './run.js';
import { clientPathIn } from './shape/client-path.js';
import { CompiledShape } from './shape/object-shape.js';
import type { ShapeScope } from './shape/object-shape.js';
import type { ObjectShape } from './shape/shape.js';

/** The limit of cached request texts. Other combinations of fetches have their text built for each request. */
const MAX_TEXTS = 64;
/** The limit of a program's cached texts, as a multiple of its own length. */
const MAX_TEXT_RATIO = 4;

/** Everything that is needed to run one operation under given conditions. */
export interface Program extends FetchProgram {
  /** The shape of the answer, or of its first part. */
  readonly rootShape: ObjectShape;
  readonly wholeShape: ObjectShape;
  /** The response paths where entities are fetched, with their numbers. */
  readonly entityPaths: ReadonlyMap<string, number>;
  /** The deferred fragments of the operation; `undefined` when its answer is whole. */
  readonly deferred: readonly DeferredFragment[] | undefined;
}

export interface ProgramSource {
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly asked: OperationParts;
  /** The part of the operation that is included and permitted; `null` when there is none. */
  readonly planned: PlannedOperation | null;
  /** Whether the whole operation is permitted. */
  readonly isWhole: boolean;
  /** The deferred fragments, when the answer is given in parts. */
  readonly deferred?: readonly DeferredFragment[] | undefined;
}

export function compileProgram(source: ProgramSource, conditions: Conditions): Program {
  const { apiSchema, supergraphSchema, asked, planned, isWhole, deferred } = source;
  const clientKeys = planned?.clientKeys ?? new Map<string, string>();
  const fetches = planned === null ? [] : planSteps(planned.plan);
  const analysis = analysePlan(fetches);
  if (planned !== null) assertAnswerable(planned.operation, apiSchema, analysis);
  const requiredPaths = requiredPathsOf(fetches);
  const steps = compileSteps(fetches, analysis, supergraphSchema);
  const entityPaths = numberEntityPaths(steps);
  const rootType = apiSchema.getRootType(asked.definition.operation);
  if (rootType === undefined || rootType === null) throw new Error('The schema has no such root type.');
  const scope: ShapeScope = {
    schema: apiSchema,
    conditions,
    clientKeys,
    fragments: asked.fragments,
    plannedFragments: planned?.operation.fragments ?? new Map<string, never>(),
    variableDefinitions: asked.definition.variableDefinitions ?? [],
    entityPaths,
  };
  const compileShape = (deferredFragments?: readonly DeferredFragment[]) =>
    new CompiledShape(
      { ...scope, deferredFragments },
      rootType,
      [{ set: asked.definition.selectionSet, on: rootType }],
      isWhole && clientKeys.size === 0
        ? undefined
        : planned === null
          ? []
          : [{ set: planned.operation.definition.selectionSet, on: rootType }],
      '',
    );
  const wholeShape = compileShape();
  return {
    steps,
    waves: countWaves(steps),
    schema: supergraphSchema,
    clientPath: (path, root) => clientPathIn(wholeShape, path, root, { clientKeys, requiredPaths }),
    textFor: rememberTexts(steps),
    rootShape: deferred === undefined ? wholeShape : compileShape(deferred),
    wholeShape,
    entityPaths,
    deferred,
  };
}

/** The response paths of the values that entity fetches send. */
function requiredPathsOf(fetches: readonly PlanStep[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { fetch, responsePath } of fetches) {
    eachRequired(fetch.requires ?? [], responsePath, (path) => paths.add(path));
  }
  return paths;
}

function numberEntityPaths(steps: readonly Step[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const { entities, plan } of steps) {
    if (entities !== undefined && !numbers.has(plan.responsePath))
      numbers.set(plan.responsePath, numbers.size);
  }
  return numbers;
}

function rememberTexts(steps: readonly Step[]): (firsts: readonly Step[]) => RequestText {
  const texts = new Map<string, RequestText>();
  let left = MAX_TEXT_RATIO * steps.reduce((sum, { text }) => sum + text.opening.length, 0);
  return (firsts) => {
    const [first] = firsts;
    if (firsts.length === 1 && first !== undefined) return first.text;
    const key = firsts.map((step) => step.plan.index).join();
    const known = texts.get(key);
    if (known !== undefined) return known;
    const text = mergedRequestText(firsts.map((step) => step.plan));
    if (texts.size < MAX_TEXTS && left >= text.opening.length) {
      texts.set(key, text);
      left -= text.opening.length;
    }
    return text;
  };
}
