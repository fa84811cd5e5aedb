import { Representations } from './representations.js';
import type { SoleKey } from './representations.js';
import type { EntityStep, Step } from './step.js';
import { visitTargets } from './targets.js';

/** One step's part of an entity batch: its objects, and for each the index of its entity in the answer. */
export interface Member {
  readonly step: Step;
  readonly targets: readonly Record<string, unknown>[];
  readonly entities: readonly number[];
}

/** Entity fetches with equal selections, which share one list of distinct representations. */
export interface EntityBatch {
  readonly first: Step;
  readonly members: Member[];
  /** The first member's representations, until there is a second member. */
  representations: Representations;
}

/** The entity batches that go to one subgraph in one request, by their selections. */
export type PendingBatches = Map<string, EntityBatch>;

export interface FetchData {
  readonly root: Record<string, unknown>;
  /** The response paths where one object now stands for several. */
  readonly deduplicatedPaths: Set<string>;
  /** The response paths where several objects received parts of one answer. */
  readonly sharedAnswerPaths: Set<string>;
  /** The objects collected so far, each once, by their step's name for them. */
  readonly objects: Map<string, readonly Record<string, unknown>[]>;
  /** The response keys that could not be fetched, because the object lacks a field of its representation. */
  readonly unfetched: Map<Record<string, unknown>, Set<string>>;
}

/** The objects at a response path, and their distinct representations. */
export interface FetchInput {
  readonly targets: Record<string, unknown>[];
  /** For each target, the index of its representation. */
  readonly entities: number[];
  readonly representations: Representations;
}

/**
 * Collects the objects and representations of a step from the data as it is now. Steps of one group that start together
 * need the same.
 */
export function collectInput(step: Step, entities: EntityStep, data: FetchData): FetchInput {
  const collector = new InputCollector(entities);
  const known = entities.objects === undefined ? undefined : data.objects.get(entities.objects);
  if (known !== undefined && entities.deduplicates === undefined) {
    for (const object of known) collector.take(object);
    noteUnfetched(step, collector.lacking, data);
    return collector.input;
  }
  const take = (object: Record<string, unknown>) => collector.take(object);
  visitTargets(data.root, entities.path, mayRepeat(step, data) ? once(take) : take);
  noteUnfetched(step, collector.lacking, data);
  if (collector.hasDeduplicated) data.deduplicatedPaths.add(step.plan.responsePath);
  if (entities.objects !== undefined) data.objects.set(entities.objects, collector.objects);
  return collector.input;
}

function noteUnfetched(
  { plan, entities }: Step,
  lacking: readonly Record<string, unknown>[],
  data: FetchData,
): void {
  for (const object of lacking) {
    if (entities?.representation.isFor(object.__typename) !== true) continue;
    const keys = data.unfetched.get(object) ?? new Set<string>();
    data.unfetched.set(object, keys);
    for (const key of plan.selected.keys()) keys.add(key);
  }
}

/** Whether one object may be at several of a step's positions at this time. */
function mayRepeat(
  { plan: { responsePath } }: Step,
  { deduplicatedPaths, sharedAnswerPaths }: FetchData,
): boolean {
  for (const paths of [deduplicatedPaths, sharedAnswerPaths]) {
    for (const other of paths) {
      if (responsePath === other || other === '' || responsePath.startsWith(`${other}.`)) return true;
    }
  }
  return false;
}

class InputCollector {
  readonly input: FetchInput = { targets: [], entities: [], representations: new Representations() };
  /** Whether one object now stands for several. */
  hasDeduplicated = false;
  readonly #entities: EntityStep;
  /** The objects that lack a field of their representation. */
  readonly lacking: Record<string, unknown>[] = [];
  /** By entity. */
  readonly #representatives: (Record<string, unknown> | undefined)[] = [];
  /** The type of the previous object: the next one usually has the same. */
  #typename: unknown;
  #soleKey: SoleKey | undefined;
  #deduplicates = false;

  constructor(entities: EntityStep) {
    this.#entities = entities;
  }

  /** All objects so far, each once. */
  get objects(): readonly Record<string, unknown>[] {
    const { targets } = this.input;
    return this.lacking.length === 0 ? targets : [...targets, ...this.lacking];
  }

  /** @returns the object that stands for this one from now on */
  take(object: Record<string, unknown>): Record<string, unknown> {
    const entity = this.#entityOf(object);
    if (entity === undefined) {
      this.lacking.push(object);
      return object;
    }
    const same = this.#representatives[entity];
    // To a subgraph with an `@interfaceObject`, objects of two types can have equal representations.
    if (same !== undefined && same.__typename === object.__typename) {
      this.hasDeduplicated = true;
      return same;
    }
    if (this.#deduplicates) this.#representatives[entity] = object;
    this.input.targets.push(object);
    this.input.entities.push(entity);
    return object;
  }

  #entityOf(object: Record<string, unknown>): number | undefined {
    const { representations } = this.input;
    if (object.__typename !== this.#typename) this.#turnTo(object.__typename);
    const sole = this.#soleKey;
    const key = sole && object[sole.field];
    if (typeof key === 'string') return representations.add(key, sole);
    const text = this.#entities.representation.write(object);
    return text === undefined ? undefined : representations.add(text, undefined);
  }

  #turnTo(typename: unknown): void {
    const { representation, deduplicates } = this.#entities;
    this.#typename = typename;
    this.#soleKey = representation.soleKey(typename);
    this.#deduplicates = typeof typename === 'string' && deduplicates?.(typename) === true;
  }
}

/** Adds the input of a step to its subgraph's batch, each distinct representation once. */
export function addToBatch(
  pending: PendingBatches,
  step: Step,
  { selectionKey }: EntityStep,
  input: FetchInput,
): void {
  const batch = pending.get(selectionKey);
  const { targets, entities, representations } = input;
  if (batch === undefined) {
    pending.set(selectionKey, { first: step, members: [{ step, targets, entities }], representations });
    return;
  }
  // The input may be in other batches too.
  if (batch.members.length === 1) batch.representations = batch.representations.copy();
  const positions: number[] = [];
  for (let entity = 0; entity < representations.length; entity++) {
    positions.push(representations.addTo(batch.representations, entity));
  }
  batch.members.push({ step, targets, entities: entities.map((entity) => positions[entity] ?? -1) });
}

/** Splits the fetches: several batches into single ones, one batch into one for each of its members. */
export function splitBatches(batches: readonly EntityBatch[]): readonly EntityBatch[] {
  const [only] = batches;
  if (batches.length !== 1 || only === undefined) return batches;
  return only.members.flatMap(({ step, targets, entities }) => {
    const pending: PendingBatches = new Map();
    if (step.entities !== undefined)
      addToBatch(pending, step, step.entities, inputAgain(only, targets, entities));
    return [...pending.values()];
  });
}

function inputAgain(
  { representations }: EntityBatch,
  targets: Member['targets'],
  entities: Member['entities'],
): FetchInput {
  const wanted = new Representations();
  return {
    targets: [...targets],
    entities: entities.map((entity) => representations.addTo(wanted, entity)),
    representations: wanted,
  };
}

/** Lists an object at several positions once. One object replaces it at all of them. */
function once<T>(take: (object: T) => T): (object: T) => T {
  const taken = new Map<T, T>();
  return (object) => {
    const known = taken.get(object);
    if (known !== undefined) return known;
    const instead = take(object);
    taken.set(object, instead);
    return instead;
  };
}
