import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { SubgraphAnswer } from '../../subgraphs/transport.js';
import { MAX_ERRORS_PER_ANSWER, failureToError, faultToError, isRecord, readFaults } from '../faults.js';
import type { SubgraphFault } from '../faults.js';
import { getOwn } from '../own-property.js';
import type { Path } from '../path.js';
import type { Member, EntityBatch } from './entity-batch.js';
import { applyRewrites } from './rewrites.js';
import { ENTITIES, entitiesAlias } from './request-text.js';
import type { Step } from './step.js';
import { positionsOf } from './targets.js';
import type { Position } from './targets.js';
import { ownCopy } from './written.js';
import { plannedPath } from './planned-path.js';

/** The response data into which answers are merged. */
export interface Receiver {
  /** Whether other requests share this answer, so that it must not be modified. */
  isShared(answer: SubgraphAnswer): boolean;
  readonly root: Record<string, unknown>;
  readonly errors: GraphQLError[];
  readonly schema: GraphQLSchema;
  /** @returns `undefined` when the client did not select that path */
  clientPath(path: Path): Path | undefined;
}

/** Merges the answer to a root fetch into its target objects. */
export function receiveRoot(
  to: Receiver,
  step: Step,
  targets: readonly Record<string, unknown>[],
  answer: SubgraphAnswer,
): void {
  const data = to.isShared(answer) ? ownCopy(step.written, answer.data) : answer.data;
  if (isRecord(data)) {
    applyRewrites(to.schema, step.plan.fetch.outputRewrites, data);
    for (const target of targets) step.merge(target, data);
  }
  // The types of the objects around a failed field say whether the client asked for it.
  for (const fault of readFaults(answer.errors, step.subgraph)) {
    const toError = (path: Path | undefined) => faultToError(fault, step.subgraph, path);
    if (fault.path === undefined) {
      if (isRecord(data)) to.errors.push(toError(undefined));
      else reportLost(to, [{ step, targets }], toError);
      continue;
    }
    const path = to.clientPath([...step.plan.path, ...plannedPath(step, fault.path)]);
    if (path !== undefined) to.errors.push(toError(path));
  }
}

/** The objects that a step was to bring its fields to. */
export type Wanted = Pick<Member, 'step' | 'targets'>;

/** Reports a fetch without any answer. */
export function receiveFailure(
  to: Receiver,
  subgraph: string,
  wanted: readonly Wanted[],
  cause: unknown,
): void {
  reportLost(to, wanted, (path) => failureToError(cause, subgraph, path));
}

/** Reports an error at each field that a fetch was to bring, and did not. */
function reportLost(
  to: Receiver,
  wanted: readonly Wanted[],
  toError: (path: Path | undefined) => GraphQLError,
): void {
  for (const { step, targets } of wanted) {
    const positions = positionsOf(to.root, step.plan.path, new Set(targets));
    const paths: Path[] = [];
    for (const position of positions) {
      if (paths.length >= MAX_ERRORS_PER_ANSWER) break;
      paths.push(...lackingPaths(to, step, position));
    }
    if (paths.length === 0) to.errors.push(toError(undefined));
    else to.errors.push(...paths.slice(0, MAX_ERRORS_PER_ANSWER).map(toError));
  }
}

/** The client's paths of the fields of a step that an object does not have. */
function lackingPaths(to: Receiver, { plan }: Step, { path, object }: Position): readonly Path[] {
  const lacking = [...plan.selected.keys()].filter((key) => getOwn(object, key) === undefined);
  const paths = lacking.map((key) => to.clientPath([...path, key])).filter((found) => found !== undefined);
  const own = paths.filter((found) => found.length > path.length);
  return own.length > 0 ? own : paths.slice(0, 1);
}

/** Merges the answer to one or more entity fetches. */
export function receiveEntities(
  to: Receiver,
  subgraph: string,
  batches: readonly EntityBatch[],
  answer: SubgraphAnswer,
): void {
  const { data } = answer;
  const alias =
    batches.length === 1 ? () => ENTITIES : (batch: EntityBatch) => entitiesAlias(batch.first.plan);
  if (isRecord(data)) mergeBatches(to, subgraph, batches, answer, data, alias);
  for (const fault of readFaults(answer.errors, subgraph)) {
    const batch = batches.find((each) => alias(each) === fault.path?.[0]);
    if (batch === undefined && isRecord(data)) {
      to.errors.push(faultToError(fault, subgraph, undefined));
      continue;
    }
    const members = batch?.members ?? batches.flatMap((each) => each.members);
    const entities = batch && isRecord(data) ? getOwn(data, alias(batch)) : undefined;
    reportFault(to, subgraph, members, entities, fault);
  }
}

function mergeBatches(
  to: Receiver,
  subgraph: string,
  batches: readonly EntityBatch[],
  answer: SubgraphAnswer,
  data: Record<string, unknown>,
  alias: (batch: EntityBatch) => string,
): void {
  for (const batch of batches) {
    const received = getOwn(data, alias(batch));
    const { written } = batch.first;
    const entities = to.isShared(answer)
      ? ownCopy(written && { each: written, keys: [] }, received)
      : received;
    if (!Array.isArray(entities) || entities.length !== batch.representations.length) {
      const cause = new Error(`expected ${batch.representations.length} entities`);
      receiveFailure(to, subgraph, batch.members, cause);
      continue;
    }
    applyRewrites(to.schema, batch.first.plan.fetch.outputRewrites, entities);
    for (const member of batch.members) mergeMember(member, entities);
  }
}

function mergeMember({ step, targets, entities }: Member, received: readonly unknown[]): void {
  for (let index = 0; index < targets.length; index++) {
    const target = targets[index];
    const entity = received[entities[index] ?? -1];
    if (target !== undefined && isRecord(entity)) step.merge(target, entity);
  }
}

/**
 * An error in an entity is reported at every response path of the entity, and an error instead of data at the fields that
 * are missing. Other errors have no path in the client's response keys.
 *
 * @param members the fetches that the error is about
 * @param entities their entities; not an array when there are none
 */
function reportFault(
  to: Receiver,
  subgraph: string,
  members: readonly Member[],
  entities: unknown,
  fault: SubgraphFault,
): void {
  const toError = (path: Path | undefined) => faultToError(fault, subgraph, path);
  const [, index, ...below] = fault.path ?? [];
  if (typeof index !== 'number') {
    if (Array.isArray(entities)) to.errors.push(toError(undefined));
    else reportLost(to, members, toError);
    return;
  }
  const isLost = !Array.isArray(entities) || !isRecord(entities[index]);
  let isReported = false;
  for (const { step, targets, entities: indexes } of members) {
    const meant = new Set<unknown>(targets.filter((_, target) => indexes[target] === index));
    if (meant.size === 0) continue;
    const planned = plannedPath(step, below);
    for (const position of positionsOf(to.root, step.plan.path, meant)) {
      const path = isLost && below.length === 0 ? undefined : to.clientPath([...position.path, ...planned]);
      const paths = path === undefined && isLost ? lackingPaths(to, step, position) : [path];
      for (const each of paths) if (each !== undefined) to.errors.push(toError(each));
      isReported = true;
    }
  }
  if (!isReported) to.errors.push(toError(undefined));
}
