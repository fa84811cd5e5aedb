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
  readonly representations: string[];
  /** The position of each representation, once a second member asks. */
  known: Map<string, number> | undefined;
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
}

/** The objects at a place, and the distinct representations they have. */
export interface Found {
  readonly targets: Record<string, unknown>[];
  /** For each target, which of the representations is its. */
  readonly entities: number[];
  readonly representations: string[];
}

/** Finds what a step needs of the data as it is now. Steps of one group that start together find the same. */
export function find(step: Step, entities: EntityStep, data: FoundIn): Found {
  const finder = new Finder(step, entities, data);
  const known = entities.objects === undefined ? undefined : data.objects.get(entities.objects);
  if (known !== undefined && entities.unites === undefined) {
    for (const object of known) finder.take(object);
    return finder.found;
  }
  const objects: Record<string, unknown>[] = [];
  const take = (object: Record<string, unknown>): Record<string, unknown> => {
    const instead = finder.take(object);
    if (instead === object) objects.push(object);
    return instead;
  };
  visitTargets(data.root, entities.path, mayRepeat(step, data) ? once(take) : take);
  if (entities.objects !== undefined) data.objects.set(entities.objects, objects);
  return finder.found;
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
  readonly found: Found = { targets: [], entities: [], representations: [] };
  readonly #step: Step;
  readonly #entities: EntityStep;
  readonly #data: FoundIn;
  /** By type, then by the value that decides. */
  readonly #byKey = new Map<string, Map<string, number>>();
  readonly #byRepresentation = new Map<string, number>();
  /** By entity. */
  readonly #united: (Record<string, unknown> | undefined)[] = [];

  constructor(step: Step, entities: EntityStep, data: FoundIn) {
    this.#step = step;
    this.#entities = entities;
    this.#data = data;
  }

  /** @returns the object that stands for this one from now on */
  take(object: Record<string, unknown>): Record<string, unknown> {
    const entity = this.#entityOf(object);
    if (entity === undefined) return object;
    const same = this.#united[entity];
    if (same !== undefined) {
      this.#data.unitedPlaces.add(this.#step.plan.place);
      return same;
    }
    if (this.#entities.unites?.(object.__typename as string) === true) this.#united[entity] = object;
    this.found.targets.push(object);
    this.found.entities.push(entity);
    return object;
  }

  #entityOf(object: Record<string, unknown>): number | undefined {
    const { representation } = this.#entities;
    const key = representation.soleKey(object);
    if (key === undefined) return this.#add(representation.write(object));
    const typename = object.__typename as string;
    let keys = this.#byKey.get(typename);
    if (keys === undefined) this.#byKey.set(typename, (keys = new Map<string, number>()));
    const known = keys.get(key);
    if (known !== undefined) return known;
    const text = representation.write(object);
    if (text === undefined) return undefined;
    // Another key, another representation: it need not be looked for.
    const entity = this.found.representations.push(text) - 1;
    keys.set(key, entity);
    return entity;
  }

  #add(representation: string | undefined): number | undefined {
    if (representation === undefined) return undefined;
    const known = this.#byRepresentation.get(representation);
    if (known !== undefined) return known;
    const entity = this.found.representations.push(representation) - 1;
    this.#byRepresentation.set(representation, entity);
    return entity;
  }
}

/** Adds what a step found to what goes to its subgraph, each distinct representation once. */
export function ask(bucket: Bucket, step: Step, { asks }: EntityStep, found: Found): void {
  const question = bucket.get(asks);
  const { targets, entities, representations } = found;
  if (question === undefined) {
    const members = [{ step, targets, entities }];
    bucket.set(asks, { first: step, members, representations: [...representations], known: undefined });
    return;
  }
  const known = (question.known ??= new Map(
    question.representations.map((text, position) => [text, position]),
  ));
  const positions = representations.map((representation) => {
    const position = known.get(representation);
    if (position !== undefined) return position;
    known.set(representation, question.representations.length);
    return question.representations.push(representation) - 1;
  });
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
  const wanted = new Map<number, number>();
  for (const entity of entities) if (!wanted.has(entity)) wanted.set(entity, wanted.size);
  return {
    targets: [...targets],
    entities: entities.map((entity) => wanted.get(entity) ?? -1),
    representations: [...wanted.keys()].map((entity) => representations[entity] ?? 'null'),
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
