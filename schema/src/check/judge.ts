import type { GraphQLSchema } from 'graphql';
import type { Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';
import { concerns } from '../diff/affected.js';
import { diffApi } from '../diff/api.js';
import { blame } from '../diff/blame.js';
import type { Change, JudgedChange } from '../diff/change.js';
import { diffCost } from '../diff/cost.js';
import { diffOwnership } from '../diff/ownership.js';
import { diffProtection } from '../diff/protection.js';
import { elementsOf } from '../diff/supergraph-elements.js';
import { usageOf, type Usage } from '../diff/usage.js';
import { coordinatesOf } from '../graph/coordinates.js';
import type { Place, Subgraph } from '../graph/subgraph.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { isValid, validationErrors } from '../operations/validity.js';
import type { ServiceCalls } from '../operations/service-calls.js';
import { createPlanner } from '../plans/planner.js';
import { refusedFetches, type RefusedFetch } from '../plans/rollout.js';
import { fetchesOf } from '../plans/shape.js';
import { judgeServiceCalls, merged } from './service-calls.js';

/** The state of the graph that changes are judged against. */
export interface Baseline {
  /** How to call it: a folder or a git ref. */
  readonly name: string;
  readonly subgraphs: readonly Subgraph[];
  readonly supergraphSdl: string;
  readonly api: GraphQLSchema;
}

interface UsedOperation {
  readonly operation: RegisteredOperation;
  readonly usage: Usage;
}

/** Every change between two states of the graph, with where it comes from and whom it concerns. */
export async function judgeChanges(
  before: Baseline,
  after: Composition,
  operations: readonly RegisteredOperation[],
  calls: readonly ServiceCalls[] = [],
): Promise<readonly JudgedChange[]> {
  if (before.supergraphSdl === after.supergraphSdl) return [];
  const valid = operations.filter(({ document }) => isValid(before.api, document));
  const used = valid.map((operation) => ({ operation, usage: usageOf(operation.document, before.api) }));
  const found = [
    ...(await diffApi(before.api, after.api)).map((change) => withHiding(change, after)),
    ...diffProtection(before.supergraphSdl, after.supergraphSdl),
    ...diffCost(before.supergraphSdl, after.supergraphSdl),
    ...diffOwnership(before, after),
  ];
  const judged = found.map((change) => judge(change, before, after, used));
  const refused = refusals(before, after, used).filter((change) => !isToldAlready(change, judged));
  const refusedAt = refused.map((change) => ({ ...change, places: blameFor(change, before, after) }));
  const ofServices = await judgeServiceCalls(calls, before.subgraphs, after.subgraphs);
  return [...merged([...judged, ...refusedAt], ofServices)].sort(bySeverity);
}

function judge(
  change: Change,
  before: Baseline,
  after: Composition,
  used: readonly UsedOperation[],
): JudgedChange {
  const operations =
    change.severity === 'safe'
      ? []
      : used.filter(({ usage }) => concerns(change, usage)).map(({ operation }) => operation);
  return { ...change, places: blameFor(change, before, after), operations };
}

function blameFor(change: Change, before: Baseline, after: Composition): readonly Place[] {
  if (change.severity === 'safe') return [];
  const places = blame(change.coordinate, before.subgraphs, after.subgraphs);
  const own = places.filter(({ subgraph }) => subgraph === change.subgraph);
  return own.length > 0 ? own : places;
}

/** What composition keeps and clients no longer see was hidden, not removed. */
function withHiding(change: Change, after: Composition): Change {
  const hidden = change.kind.endsWith('_REMOVED') && elementsOf(after.supergraphSdl).has(change.coordinate);
  return hidden && !change.kind.startsWith('PROTECTION') ? { ...change, text: 'now @inaccessible' } : change;
}

function refusals(
  before: Baseline,
  after: Composition,
  used: readonly UsedOperation[],
): readonly RefusedFetch[] {
  const changed = after.subgraphs.filter(({ name, sdl }) =>
    before.subgraphs.some((was) => was.name === name && was.sdl !== sdl),
  );
  const concerned = used.filter(({ usage }) => changed.some((subgraph) => mayReach(subgraph, usage)));
  if (concerned.length === 0) return [];
  const plan = createPlanner(before.supergraphSdl);
  const planned = concerned.map(({ operation }) => ({
    operation,
    fetches: fetchesOf(plan(operation.document).node),
  }));
  return refusedFetches(planned, changed);
}

const ROOTS = ['Query', 'Mutation'];

/** Only an operation with a type or a root field of a subgraph can have a plan that goes there. */
function mayReach({ document }: Subgraph, { touched, selected }: Usage): boolean {
  const known = coordinatesOf(document);
  for (const type of touched) if (!ROOTS.includes(type) && known.has(type)) return true;
  for (const field of selected)
    if (ROOTS.some((root) => field.startsWith(`${root}.`)) && known.has(field)) return true;
  return false;
}

/** What breaks a client for good need not be said to break it during the deployment too. */
function isToldAlready(refused: RefusedFetch, judged: readonly JudgedChange[]): boolean {
  const told = new Set(
    judged.filter(({ severity }) => severity === 'breaking').flatMap((change) => change.operations),
  );
  return refused.operations.every((operation) => told.has(operation));
}

const RANK = { breaking: 0, dangerous: 1, safe: 2 };

function bySeverity(a: JudgedChange, b: JudgedChange): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    Math.sign(b.operations.length) - Math.sign(a.operations.length) ||
    a.coordinate.localeCompare(b.coordinate, 'en') ||
    a.kind.localeCompare(b.kind, 'en')
  );
}

/** Operations that the graph refuses and no breaking change explains. */
export function invalidOperations(
  api: GraphQLSchema,
  operations: readonly RegisteredOperation[],
  changes: readonly JudgedChange[],
): readonly Problem[] {
  const explained = new Set(
    changes.filter(({ severity }) => severity === 'breaking').flatMap((change) => change.operations),
  );
  return operations.flatMap((operation) => {
    if (explained.has(operation)) return [];
    const [error] = validationErrors(api, operation.document);
    if (error === undefined) return [];
    const { name, owner, file } = operation;
    const line = error.nodes?.[0]?.loc?.startToken.line ?? 1;
    const source = error.nodes?.[0]?.loc?.source.name ?? file;
    return [
      {
        code: 'OPERATION_INVALID',
        message: `${name} (${owner}): ${error.message}`,
        places: [{ file: source, line }],
      },
    ];
  });
}
