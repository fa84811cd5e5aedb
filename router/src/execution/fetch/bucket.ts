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
  readonly known: Map<string, number>;
}

/** The entity fetches that go to one subgraph in one request. */
export type Bucket = Map<string, Question>;

export interface GatheredFrom {
  readonly root: Record<string, unknown>;
  /** Where one object has come to stand for several. */
  readonly unitedPlaces: Set<string>;
}

/** The objects at a place and the representation of each. */
export interface Found {
  readonly targets: Record<string, unknown>[];
  readonly representations: string[];
}

/**
 * Finds what a step needs of the data as it is now. Steps of one group that start together find the same.
 */
export function find(step: Step, entities: EntityStep, data: GatheredFrom): Found {
  const found: Found = { targets: [], representations: [] };
  const united = new Map<string, Record<string, unknown>>();
  const take = (object: Record<string, unknown>): Record<string, unknown> => {
    const representation = entities.representation.write(object);
    if (representation === undefined) return object;
    if (entities.unites(object.__typename as string)) {
      const same = united.get(representation);
      if (same !== undefined) {
        data.unitedPlaces.add(step.plan.place);
        return same;
      }
      united.set(representation, object);
    }
    found.targets.push(object);
    found.representations.push(representation);
    return object;
  };
  visitTargets(data.root, entities.path, entities.repeats ? once(take) : take);
  return found;
}

/** Adds what a step found to what goes to its subgraph, each distinct representation once. */
export function ask(bucket: Bucket, step: Step, entities: EntityStep, found: Found): void {
  let question = bucket.get(entities.asks);
  if (question === undefined) {
    question = { first: step, members: [], representations: [], known: new Map() };
    bucket.set(entities.asks, question);
  }
  const { known, representations } = question;
  const indexes = found.representations.map((representation) => {
    const position = known.get(representation);
    if (position !== undefined) return position;
    known.set(representation, representations.length);
    return representations.push(representation) - 1;
  });
  question.members.push({ step, targets: found.targets, entities: indexes });
}

/** The same fetches in smaller parts: several questions one by one, one question for each of its members. */
export function takeApart(questions: readonly Question[]): readonly Question[] {
  const [only] = questions;
  if (questions.length !== 1 || only === undefined) return questions;
  return only.members.flatMap(({ step, targets, entities }) => {
    const bucket: Bucket = new Map();
    const representations = entities.map((entity) => only.representations[entity] ?? 'null');
    if (step.entities !== undefined)
      ask(bucket, step, step.entities, { targets: [...targets], representations });
    return [...bucket.values()];
  });
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
