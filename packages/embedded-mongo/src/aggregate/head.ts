import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { type Query, query } from '../query/run.js';

/** The `$match`, `$sort`, `$skip` and `$limit` that a pipeline begins with, as a query. */
export function absorbQuery(pipeline: readonly Doc[], variables: Doc): { head: Query; rest: readonly Doc[] } {
  let head = query({}, { variables });
  for (const [at, stage] of pipeline.entries()) {
    const next = absorb(head, stage);
    if (next === undefined) return { head, rest: pipeline.slice(at) };
    head = next;
  }
  return { head, rest: [] };
}

function absorb(head: Query, stage: Doc): Query | undefined {
  const [name = '', argument] = Object.entries(stage)[0] ?? [];
  const paged = head.skip > 0 || head.limit > 0;
  const sorted = Object.keys(head.sort).length > 0;
  if (name === '$match' && isDoc(argument) && !paged) {
    const { filter } = head;
    const both = Object.keys(filter).length === 0 ? argument : { $and: [filter, argument] };
    return { ...head, filter: both };
  }
  if (name === '$sort' && isDoc(argument) && Object.keys(argument).length > 0 && !paged && !sorted) {
    return { ...head, sort: argument };
  }
  if (!isNumeric(argument)) return undefined;
  const n = toNumber(argument);
  if (name === '$skip' && Number.isInteger(n) && n >= 0 && head.limit === 0)
    return { ...head, skip: head.skip + n };
  if (name === '$limit' && Number.isInteger(n) && n > 0) {
    return { ...head, limit: head.limit === 0 ? n : Math.min(head.limit, n) };
  }
  return undefined;
}
