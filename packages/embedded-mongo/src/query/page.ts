import type { Collection } from '../collection/collection.js';
import type { Plan } from './plan.js';
import type { Query } from './run.js';

const MAX_DOCUMENTS = 1000;
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * The encoded documents of a page that an index gives directly, read in one step. Undefined when the plan has to
 * filter, sort or remove duplicates, or the page is large: `run` reads these step by step.
 */
export function readPage(collection: Collection, plan: Plan, query: Query): Buffer[] | undefined {
  const { keys, exact } = plan;
  return keys !== undefined && exact && query.skip === 0
    ? readKeys(collection, keys, query.limit)
    : readRanges(collection, plan, query);
}

function readRanges(collection: Collection, plan: Plan, { skip, limit }: Query): Buffer[] | undefined {
  const wanted = skip + limit;
  if (!plan.exact || !plan.sorted || plan.groups.length > 0 || limit === 0 || wanted > MAX_DOCUMENTS)
    return undefined;
  const { index } = plan;
  if (index === undefined || index.multikey.includes(true)) return undefined;
  const page: Buffer[] = [];
  let bytes = 0;
  for (const range of plan.ranges()) {
    const left = wanted - page.length;
    const documents =
      index.info === undefined
        ? collection.pageById(range, plan.backward, left)
        : collection.pageByIndex(range, plan.backward, left);
    for (const document of documents) {
      bytes += document.length;
      page.push(document);
    }
    if (bytes > MAX_BYTES) return undefined;
    if (page.length >= wanted) break;
  }
  return skip === 0 ? page : page.slice(skip);
}

function readKeys(collection: Collection, keys: readonly Buffer[], limit: number): Buffer[] | undefined {
  const page: Buffer[] = [];
  let bytes = 0;
  for (const key of keys) {
    const document = collection.get(key)?.bytes;
    if (document === undefined) continue;
    page.push(document);
    bytes += document.length;
    if (bytes > MAX_BYTES) return undefined;
    if (page.length === limit) break;
  }
  return page;
}
