import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import type { Variables } from '../expression/scope.js';
import { type Query, query } from '../query/run.js';

/** The leading `$match`, `$sort`, `$skip` and `$limit` of a pipeline as a query. */
export function absorbQuery(
  pipeline: readonly Doc[],
  variables: Variables,
): { head: Query; rest: readonly Doc[] } {
  let head = query({}, { variables });
  for (const [at, stage] of pipeline.entries()) {
    const next = absorb(head, stage);
    if (next === undefined) return { head, rest: pipeline.slice(at) };
    head = next;
  }
  return { head, rest: [] };
}

/** The query extended by the stage. Undefined when a query cannot contain the stage, or not at this position. */
function absorb(head: Query, stage: Doc): Query | undefined {
  const [[name, argument] = ['', undefined], ...others] = Object.entries(stage);
  if (others.length > 0) return undefined;
  if (name === '$skip' || name === '$limit')
    return isNumeric(argument) ? page(head, name, toNumber(argument)) : undefined;
  if (!isDoc(argument) || head.skip > 0 || head.limit > 0) return undefined;
  if (name === '$match') return { ...head, filter: both(head.filter, argument) };
  return name === '$sort' && isSort(argument) && !isSort(head.sort) ? { ...head, sort: argument } : undefined;
}

function page(head: Query, name: '$skip' | '$limit', n: number): Query | undefined {
  if (!Number.isInteger(n)) return undefined;
  if (name === '$skip') return n >= 0 && head.limit === 0 ? { ...head, skip: head.skip + n } : undefined;
  return n > 0 ? { ...head, limit: Math.min(head.limit || Infinity, n) } : undefined;
}

const both = (left: Doc, right: Doc): Doc =>
  Object.keys(left).length === 0 ? right : { $and: [left, right] };

const isSort = (sort: Doc): boolean => Object.keys(sort).length > 0;
