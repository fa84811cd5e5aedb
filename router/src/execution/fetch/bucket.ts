import type { Step } from './step.js';
import { visitTargets } from './targets.js';

/** What one step wants of a request: which objects, and which entity of the answer is for each. */
export interface Member {
  readonly step: Step;
  readonly targets: Record<string, unknown>[];
  readonly entities: number[];
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

/**
 * Puts into the bucket what a step needs of the data as it is now, each distinct representation once.
 * @returns false when there is nothing to fetch
 */
export function gather(bucket: Bucket, step: Step, data: GatheredFrom): boolean {
  const { entities } = step;
  if (entities === undefined) return false;
  const question: Question = bucket.get(entities.asks) ?? {
    first: step,
    members: [],
    representations: [],
    known: new Map(),
  };
  const member: Member = { step, targets: [], entities: [] };
  const { known, representations } = question;
  const united = new Map<number, Record<string, unknown>>();
  const take = (object: Record<string, unknown>): Record<string, unknown> => {
    const representation = entities.representation.write(object);
    if (representation === undefined) return object;
    let entity = known.get(representation);
    if (entity === undefined) {
      entity = representations.length;
      known.set(representation, entity);
      representations.push(representation);
    }
    const same = united.get(entity);
    if (same !== undefined) {
      data.unitedPlaces.add(step.plan.place);
      return same;
    }
    if (entities.unites(object.__typename as string)) united.set(entity, object);
    member.targets.push(object);
    member.entities.push(entity);
    return object;
  };
  visitTargets(data.root, step.plan.path, entities.repeats ? once(take) : take);
  if (member.targets.length === 0) return false;
  question.members.push(member);
  bucket.set(entities.asks, question);
  return true;
}

/** The same fetches in smaller parts: several questions one by one, one question for each of its members. */
export function takeApart(questions: readonly Question[]): readonly Question[] {
  const [only] = questions;
  if (questions.length !== 1 || only === undefined) return questions;
  return only.members.map(({ step, targets, entities }) => {
    const representations: string[] = [];
    const known = new Map<string, number>();
    const renumbered = entities.map((entity) => {
      const representation = only.representations[entity] ?? 'null';
      const position = known.get(representation) ?? representations.push(representation) - 1;
      known.set(representation, position);
      return position;
    });
    return { first: step, members: [{ step, targets, entities: renumbered }], representations, known };
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
