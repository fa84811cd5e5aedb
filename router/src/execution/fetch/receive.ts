import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { SubgraphAnswer } from '../../subgraphs/transport.js';
import { failureToError, faultToError, isRecord, readFaults } from '../faults.js';
import type { SubgraphFault } from '../faults.js';
import { getOwn } from '../own-property.js';
import type { Member, EntityBatch } from './entity-batch.js';
import { applyRewrites } from './rewrites.js';
import { ENTITIES, entitiesAlias } from './request-text.js';
import type { Step } from './step.js';
import { positionsOf } from './targets.js';
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
  clientPath(path: readonly (string | number)[]): readonly (string | number)[] | undefined;
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
    const path = fault.path && to.clientPath([...step.plan.path, ...plannedPath(step, fault.path)]);
    if (path !== undefined || fault.path === undefined)
      to.errors.push(faultToError(fault, step.subgraph, path));
  }
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
    const entities = batch && isRecord(data) ? getOwn(data, alias(batch)) : undefined;
    reportFault(to, subgraph, batch, entities, fault);
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
      to.errors.push(failureToError(cause, subgraph));
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
 * An entity's error is reported at every response path of the entity. Other errors have no path in the client's
 * response keys.
 */
function reportFault(
  to: Receiver,
  subgraph: string,
  batch: EntityBatch | undefined,
  entities: unknown,
  fault: SubgraphFault,
): void {
  const index = fault.path?.[1];
  if (batch === undefined || fault.path === undefined || typeof index !== 'number') {
    to.errors.push(faultToError(fault, subgraph, undefined));
    return;
  }
  const isLost = !Array.isArray(entities) || !isRecord(entities[index]);
  let isReported = false;
  for (const member of batch.members) {
    const { step, targets } = member;
    const meant = new Set<unknown>(targets.filter((_, target) => member.entities[target] === index));
    if (meant.size === 0) continue;
    const below = plannedPath(step, fault.path.slice(2));
    for (const position of positionsOf(to.root, step.plan.path, meant)) {
      // An entity that is lost as a whole is missing for all that was asked of it.
      const path = to.clientPath([...position, ...below]) ?? (isLost ? to.clientPath(position) : undefined);
      if (path !== undefined) to.errors.push(faultToError(fault, subgraph, path));
      isReported = true;
    }
  }
  if (!isReported) to.errors.push(faultToError(fault, subgraph, undefined));
}
