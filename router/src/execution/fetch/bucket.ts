import { Representations } from './representations.js';
import type { SoleKey } from './representations.js';
import type { EntityStep, Step } from './step.js';
import { visitTargets } from './targets.js';

/** What one step wants of a request: which objects, and which entity of the answer is for each. */
export interface Member {
  readonly step: Step;
  readonly targets: readonly Record<string, unknown>[];
  readonly entities: readonly number[];
}

/** Entity fetches that ask the same and so share one list of distinct representations. */
export interface Question {
  readonly first: Step;
  readonly members: Member[];
  /** The first member's, until a second one asks. */
  representations: Representations;
}

/** The entity fetches that go to one subgraph in one request. */
export type Bucket = Map<string, Question>;

export interface FoundIn {
  readonly root: Record<string, unknown>;
  /** Where one object has come to stand for several. */
  readonly unitedPlaces: Set<string>;
  /** Where several objects were given parts of one answer. */
  readonly spreadPlaces: Set<string>;
  /** The objects found so far, each once, by the name that their step has for them. */
  readonly objects: Map<string, readonly Record<string, unknown>[]>;
  /** The response keys that were not fetched of objects, as these lack what their representation takes. */
  readonly unfetched: Map<Record<string, unknown>, Set<string>>;
}

/** The objects at a place, and the distinct representations they have. */
export interface Found {
  readonly targets: Record<string, unknown>[];
  /** For each target, which of the representations is its. */
  readonly entities: number[];
  readonly representations: Representations;
}

/** Finds what a step needs of the data as it is now. Steps of one group that start together find the same. */
export function find(step: Step, entities: EntityStep, data: FoundIn): Found {
  const finder = new Finder(entities);
  const known = entities.objects === undefined ? undefined : data.objects.get(entities.objects);
  if (known !== undefined && entities.unites === undefined) {
    for (const object of known) finder.take(object);
    noteUnfetched(step, finder.lacking, data);
    return finder.found;
  }
  const take = (object: Record<string, unknown>) => finder.take(object);
  visitTargets(data.root, entities.path, mayRepeat(step, data) ? once(take) : take);
  noteUnfetched(step, finder.lacking, data);
  if (finder.hasUnited) data.unitedPlaces.add(step.plan.place);
  if (entities.objects !== undefined) data.objects.set(entities.objects, finder.objects);
  return finder.found;
}

function noteUnfetched(
  { plan, entities }: Step,
  lacking: readonly Record<string, unknown>[],
  data: FoundIn,
): void {
  for (const object of lacking) {
    if (entities?.representation.isFor(object.__typename) !== true) continue;
    const keys = data.unfetched.get(object) ?? new Set<string>();
    data.unfetched.set(object, keys);
    for (const key of plan.selected.keys()) keys.add(key);
  }
}

/** Whether one object may be at several of a step's positions by now. */
function mayRepeat({ plan: { place } }: Step, { unitedPlaces, spreadPlaces }: FoundIn): boolean {
  for (const places of [unitedPlaces, spreadPlaces]) {
    for (const other of places) {
      if (place === other || other === '' || place.startsWith(`${other}.`)) return true;
    }
  }
  return false;
}

class Finder {
  readonly found: Found = { targets: [], entities: [], representations: new Representations() };
  /** Whether one object has come to stand for several. */
  hasUnited = false;
  readonly #entities: EntityStep;
  /** What lacks what its representation takes. */
  readonly lacking: Record<string, unknown>[] = [];
  /** By entity. */
  readonly #united: (Record<string, unknown> | undefined)[] = [];
  /** The type of the object before: most often the next is of the same. */
  #typename: unknown;
  #soleKey: SoleKey | undefined;
  #unites = false;

  constructor(entities: EntityStep) {
    this.#entities = entities;
  }

  /** All objects there are, each once. */
  get objects(): readonly Record<string, unknown>[] {
    const { targets } = this.found;
    return this.lacking.length === 0 ? targets : [...targets, ...this.lacking];
  }

  /** @returns the object that stands for this one from now on */
  take(object: Record<string, unknown>): Record<string, unknown> {
    const entity = this.#entityOf(object);
    if (entity === undefined) {
      this.lacking.push(object);
      return object;
    }
    const same = this.#united[entity];
    if (same !== undefined) {
      this.hasUnited = true;
      return same;
    }
    if (this.#unites) this.#united[entity] = object;
    this.found.targets.push(object);
    this.found.entities.push(entity);
    return object;
  }

  #entityOf(object: Record<string, unknown>): number | undefined {
    const { representations } = this.found;
    if (object.__typename !== this.#typename) this.#turnTo(object.__typename);
    const sole = this.#soleKey;
    const key = sole && object[sole.field];
    if (typeof key === 'string') return representations.add(key, sole);
    const text = this.#entities.representation.write(object);
    return text === undefined ? undefined : representations.add(text, undefined);
  }

  #turnTo(typename: unknown): void {
    const { representation, unites } = this.#entities;
    this.#typename = typename;
    this.#soleKey = representation.soleKey(typename);
    this.#unites = typeof typename === 'string' && unites?.(typename) === true;
  }
}

/** Adds what a step found to what goes to its subgraph, each distinct representation once. */
export function ask(bucket: Bucket, step: Step, { asks }: EntityStep, found: Found): void {
  const question = bucket.get(asks);
  const { targets, entities, representations } = found;
  if (question === undefined) {
    bucket.set(asks, { first: step, members: [{ step, targets, entities }], representations });
    return;
  }
  // What was found may be in other questions too.
  if (question.members.length === 1) question.representations = question.representations.copy();
  const positions: number[] = [];
  for (let entity = 0; entity < representations.length; entity++) {
    positions.push(representations.addTo(question.representations, entity));
  }
  question.members.push({ step, targets, entities: entities.map((entity) => positions[entity] ?? -1) });
}

/** The same fetches in smaller parts: several questions one by one, one question for each of its members. */
export function takeApart(questions: readonly Question[]): readonly Question[] {
  const [only] = questions;
  if (questions.length !== 1 || only === undefined) return questions;
  return only.members.flatMap(({ step, targets, entities }) => {
    const bucket: Bucket = new Map();
    if (step.entities !== undefined) ask(bucket, step, step.entities, foundAgain(only, targets, entities));
    return [...bucket.values()];
  });
}

function foundAgain(
  { representations }: Question,
  targets: Member['targets'],
  entities: Member['entities'],
): Found {
  const wanted = new Representations();
  return {
    targets: [...targets],
    entities: entities.map((entity) => representations.addTo(wanted, entity)),
    representations: wanted,
  };
}

/** What stands in several places is taken once, and replaced in all of them by the same. */
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
