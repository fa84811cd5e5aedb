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
  const seen = entities.repeats ? new Set<unknown>() : undefined;
  const united = new Map<number, Record<string, unknown>>();
  visitTargets(data.root, step.plan.path, (object) => {
    if (seen !== undefined) {
      if (seen.has(object)) return object;
      seen.add(object);
    }
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
  });
  if (member.targets.length === 0) return false;
  question.members.push(member);
  bucket.set(entities.asks, question);
  return true;
}
