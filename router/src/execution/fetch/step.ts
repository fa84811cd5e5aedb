import type { GraphQLSchema } from 'graphql';
import type { SubgraphRequest } from '../../subgraphs/transport.js';
import { eachPathUpTo, join } from '../plan/dependencies.js';
import type { PlanAnalysis } from '../plan/dependencies.js';
import { eachPath } from '../plan/selections.js';
import type { PlanStep } from '../plan/steps.js';
import { divideIntoWaves } from '../plan/waves.js';
import { compileMerge } from './merge.js';
import type { Merge } from './merge.js';
import { compileRepresentation } from './representation.js';
import type { RepresentationWriter } from './representation.js';
import type { SoleKey } from './representations.js';
import { requestText } from './request-text.js';
import type { RequestText } from './request-text.js';
import { compilePath } from './targets.js';
import type { TargetPath } from './targets.js';
import { writtenPart } from './written.js';
import type { WrittenPart } from './written.js';
import { deduplicableTypes } from './deduplicate.js';

/** A fetch, ready to run. */
export interface Step {
  readonly plan: PlanStep;
  readonly subgraph: string;
  /** Entity fetches with equal names may share a request. Those of a deferred part do not delay other parts. */
  readonly requestGroup: string;
  readonly operation: SubgraphRequest['operation'];
  readonly text: RequestText;
  /** The client's variables that it passes on. */
  readonly variables: readonly string[];
  readonly merge: Merge;
  /** The parts of its answer that later steps write to. */
  readonly written: WrittenPart | undefined;
  /** The number of steps that it waits for, and the steps that wait for it. */
  readonly waitsFor: number;
  readonly dependents: readonly number[];
  /** Set when it fetches entities. */
  readonly entities: EntityStep | undefined;
}

export interface EntityStep {
  /** Identifies the steps with which it shares a request if they are ready in time. */
  readonly wave: number;
  readonly representation: RepresentationWriter;
  readonly path: TargetPath;
  /** Steps with equal groups that start together have the same objects and the same representations. */
  readonly group: string;
  /** Steps with equal keys have equal selections, so they can share one list of representations. */
  readonly selectionKey: string;
  /** Whether objects of a type with equal representations have equal data when the step starts. */
  readonly deduplicates: ((typename: string) => boolean) | undefined;
  /**
   * Identifies the objects at the path when all of them exist before the step starts, so that another step may already
   * have collected them.
   */
  readonly objects: string | undefined;
}

/** @param schema the supergraph's */
export function compileSteps(
  steps: readonly PlanStep[],
  analysis: PlanAnalysis,
  schema: GraphQLSchema,
): readonly Step[] {
  const soleKeys = new Map<string, SoleKey>();
  const waves = divideIntoWaves(steps, analysis);
  return steps.map((plan) => ({
    plan,
    subgraph: plan.fetch.serviceName,
    requestGroup:
      plan.deferred === undefined ? plan.fetch.serviceName : `${plan.fetch.serviceName}\0${plan.deferred}`,
    operation: plan.fetch.operationKind,
    text: requestText(plan),
    variables: plan.fetch.variableUsages ?? [],
    merge: compileMerge([...plan.selected.keys()], copiedKeys(plan, analysis), schema),
    written: writtenPart(plan, steps, analysis),
    waitsFor: analysis.dependencies[plan.index]?.size ?? 0,
    dependents: steps
      .filter((other) => analysis.dependencies[other.index]?.has(plan.index) === true)
      .map((other) => other.index),
    entities: compileEntityStep(plan, waves[plan.index], steps, analysis, schema, soleKeys),
  }));
}

/** The number of steps of each wave. */
export function countWaves(steps: readonly Step[]): readonly number[] {
  const counts: number[] = [];
  for (const { entities } of steps)
    if (entities !== undefined) counts[entities.wave] = (counts[entities.wave] ?? 0) + 1;
  return counts;
}

function compileEntityStep(
  plan: PlanStep,
  wave: number | undefined,
  steps: readonly PlanStep[],
  analysis: PlanAnalysis,
  schema: GraphQLSchema,
  soleKeys: Map<string, SoleKey>,
): EntityStep | undefined {
  const { fetch, selected, index } = plan;
  if (fetch.requires === undefined || wave === undefined) return undefined;
  const representation = compileRepresentation(fetch, fetch.requires, schema, soleKeys);
  // An answer that is shared between two positions must not contain an object that a later fetch merges into.
  const bringsOnlyLeaves = [...selected.values()].every((below) => below === undefined);
  const isShareable = bringsOnlyLeaves && fetch.outputRewrites === undefined;
  return {
    wave,
    representation,
    path: compilePath(plan.path),
    group: JSON.stringify([
      plan.path,
      fetch.requires,
      fetch.inputRewrites,
      [...(analysis.dependencies[index] ?? [])].sort((a, b) => a - b),
    ]),
    selectionKey: isShareable ? withoutName(fetch.operation, fetch.operationName) : `#${index}`,
    deduplicates: deduplicableTypes(plan, steps, analysis, representation),
    objects: isComplete(plan, analysis) ? plan.path.join() : undefined,
  };
}

/** Whether a step waits for every step that brings objects on its path. */
function isComplete({ responsePath, index }: PlanStep, { creators, dependencies }: PlanAnalysis): boolean {
  const needed = dependencies[index];
  let isSo = true;
  eachPathUpTo(responsePath, (onPath) => {
    for (const creator of creators.get(onPath) ?? []) isSo &&= needed?.has(creator) === true;
  });
  return isSo;
}

function withoutName(operation: string, name: string | undefined): string {
  return name === undefined ? operation : operation.replace(` ${name}`, '');
}

/** The keys below which another step's answer is merged into the same objects. */
function copiedKeys(plan: PlanStep, analysis: PlanAnalysis): ReadonlySet<string> {
  const copied = new Set<string>();
  if (plan.fetch.requires === undefined) return copied;
  for (const [key, below] of plan.selected) {
    if (below === undefined) continue;
    const top = join(plan.responsePath, key);
    let isMergedInto = (analysis.creators.get(top)?.size ?? 0) > 1;
    eachPath(below, top, (responsePath, isLeaf) => {
      if (!isLeaf && (analysis.creators.get(responsePath)?.size ?? 0) > 1) isMergedInto = true;
    });
    if (isMergedInto) copied.add(key);
  }
  return copied;
}
