import { type Doc, isDoc } from '../bson/document.js';
import type { Collection } from '../collection/collection.js';
import { badValue, failedToParse, MongoError } from '../errors.js';
import { countByValue, countEntries, countOf } from '../query/count.js';
import type { PlannedIndex } from '../query/candidate.js';
import { type Plan, planQuery } from '../query/plan.js';
import { type Query, run } from '../query/run.js';
import { absorbQuery } from '../aggregate/head.js';
import { countStage, valueCountStage } from '../aggregate/counts.js';
import { docs, variablesOf } from './arguments.js';
import type { Command } from './context.js';
import { queryOf } from './find.js';

/** The plan of a command, and the keys and documents it examines. */
export const explain: Command = ({ body, db, database }) => {
  const inner = body.explain;
  if (!isDoc(inner)) throw failedToParse("'explain' must be an object");
  const [command = '', name] = Object.entries(inner)[0] ?? [];
  if (typeof name !== 'string') throw new MongoError(73, 'collection name has invalid type');
  const explained = explainedQuery(command, inner);
  const { query, counts, countedField } = explained;
  const collection = database.find(db, name);
  const verbosity = verbosityOf(body);
  const namespace = `${db}.${name}`;
  if (collection === undefined) {
    return { queryPlanner: { namespace, winningPlan: { stage: 'EOF' }, rejectedPlans: [] }, ok: 1 };
  }
  const plan = planQuery(collection, counts || countedField !== undefined ? { ...query, sort: {} } : query);
  const winningPlan = describe(plan, query);
  const planner = { namespace, parsedQuery: query.filter, winningPlan, rejectedPlans: [] };
  if (verbosity === 'queryPlanner') return { queryPlanner: planner, ok: 1 };
  const startedAt = Date.now();
  const { returned, keys, documents } = examine(collection, explained, plan);
  return {
    queryPlanner: planner,
    executionStats: {
      executionSuccess: true,
      nReturned: returned,
      executionTimeMillis: Date.now() - startedAt,
      totalKeysExamined: keys,
      totalDocsExamined: documents,
      executionStages: winningPlan,
    },
    ok: 1,
  };
};

const VERBOSITIES: readonly unknown[] = ['queryPlanner', 'executionStats', 'allPlansExecution'];

function verbosityOf({ verbosity = 'allPlansExecution' }: Doc): unknown {
  if (VERBOSITIES.includes(verbosity)) return verbosity;
  throw badValue(
    `Enumeration value ${JSON.stringify(verbosity)} for field 'explain.verbosity' is not a valid value.`,
  );
}

interface Explained {
  readonly query: Query;
  /** Whether the command only counts the documents. */
  readonly counts: boolean;
  /** The field for whose values the command only counts the documents. */
  readonly countedField?: string | undefined;
}

function explainedQuery(command: string, inner: Doc): Explained {
  if (command === 'aggregate') {
    const { head, rest } = absorbQuery(docs(inner, 'pipeline'), variablesOf(inner));
    return {
      query: { ...head, hint: inner.hint },
      counts: countStage(rest) !== undefined,
      countedField: valueCountStage(rest[0])?.field,
    };
  }
  return { query: queryOfCommand(command, inner), counts: command === 'count' };
}

interface Examination {
  /** The number of documents that the query selects. */
  readonly returned: number;
  readonly keys: number;
  readonly documents: number;
}

/** Runs the query of a command as the command does. */
function examine(
  collection: Collection,
  { query, counts, countedField }: Explained,
  plan: Plan,
): Examination {
  const entries = counts ? countEntries(collection, query) : undefined;
  if (entries !== undefined) return { returned: entries, keys: entries, documents: 0 };
  const values = countedField === undefined ? undefined : countByValue(collection, query, countedField);
  if (values !== undefined) {
    const keys = values.counts.reduce((sum, { count }) => sum + count, 0);
    return { returned: keys, keys, documents: values.read };
  }
  const returned = countOf(run(collection, query, plan));
  return { returned, ...plan.examined };
}

function queryOfCommand(command: string, inner: Doc): Query {
  switch (command) {
    case 'find':
      return queryOf(inner);
    case 'count':
    case 'distinct':
      return queryOf(inner, 'query');
    case 'findAndModify':
      return { ...queryOf(inner, 'query'), limit: 1 };
    case 'update':
    case 'delete': {
      const [first = {}] = docs(inner, command === 'update' ? 'updates' : 'deletes');
      return queryOf(first, 'q');
    }
    default:
      throw new MongoError(59, `Explain failed due to unknown command: ${command}`);
  }
}

function describe(plan: Plan, query: Query): Doc {
  const scan = scanStage(plan, query);
  const sorted = plan.sorted ? scan : { stage: 'SORT', sortPattern: query.sort, inputStage: scan };
  return query.limit > 0 ? { stage: 'LIMIT', limitAmount: query.limit, inputStage: sorted } : sorted;
}

function scanStage(plan: Plan, query: Query): Doc {
  const { index } = plan;
  const direction = plan.backward ? 'backward' : 'forward';
  const filter = plan.exact ? {} : { filter: query.filter };
  return index === undefined
    ? { stage: 'COLLSCAN', ...filter, direction }
    : { stage: 'FETCH', ...filter, inputStage: indexStage(index, plan, query, direction) };
}

function indexStage(
  index: PlannedIndex,
  { ranges, groups, also }: Plan,
  query: Query,
  direction: string,
): Doc {
  const scan = (count: number): Doc => ({
    stage: 'IXSCAN',
    keyPattern: Object.fromEntries(index.pattern),
    indexName: index.name,
    isMultiKey: index.multikey.includes(true),
    isUnique: index.unique,
    direction,
    ranges: count,
  });
  if (also.length > 0)
    return { stage: 'AND_HASH', inputStages: [ranges(), ...also].map((each) => scan(each.length)) };
  if (groups.length === 0) return scan(ranges().length);
  const inputStages = groups.map((group) => scan(group.ranges.length));
  return { stage: 'SORT_MERGE', sortPattern: query.sort, inputStages };
}
