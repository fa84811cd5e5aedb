import type { GraphQLSchema } from 'graphql';
import type { Composition } from '../compose/compose.js';
import { concerns } from '../diff/affected.js';
import { diffApi } from '../diff/api.js';
import { blame } from '../diff/blame.js';
import { SEVERITIES, type Change, type JudgedChange } from '../diff/change.js';
import { COSTS_MORE, diffCost } from '../diff/cost.js';
import { diffOneOf } from '../diff/one-of.js';
import { diffOwnership } from '../diff/ownership.js';
import { diffProtection } from '../diff/protection.js';
import { diffTags } from '../diff/tags.js';
import { elementsOf } from '../diff/supergraph-elements.js';
import { usageOf, type Usage } from '../diff/usage.js';
import { outwards } from '../graph/coordinates.js';
import { locate, nearestPlaceIn } from '../graph/locate.js';
import type { Place, Subgraph } from '../graph/subgraph.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { isValid } from '../operations/validity.js';
import type { ServiceCalls } from '../operations/service-calls.js';
import type { Plan } from '../plans/planner.js';
import { refusedByRollout } from '../rollout/rollout.js';
import { brokenForGood } from './acknowledgements.js';
import type { Promises } from './promises.js';
import { stayingValid } from './still-valid.js';
import { judgeServiceCalls, merged } from './service-calls.js';

/** The state of the graph with which changes are compared. */
export interface Baseline {
  /** Its name in reports: a folder or a git ref. */
  readonly name: string;
  readonly subgraphs: readonly Subgraph[];
  readonly supergraphSdl: string;
  readonly api: GraphQLSchema;
  /** The operations and calls that this state promised to answer. */
  readonly promises: Promises;
}

interface UsedOperation {
  readonly operation: RegisteredOperation;
  readonly usage: Usage;
}

/** Every change between two states of the graph, with the places it comes from and the operations it concerns. */
export async function judgeChanges(
  before: Baseline,
  after: Composition,
  operations: readonly RegisteredOperation[],
  calls: readonly ServiceCalls[],
  planBefore: Plan,
): Promise<readonly JudgedChange[]> {
  if (isSame(before, after)) return [];
  const valid = operations.filter(({ document }) => isValid(before.api, document));
  const used = valid.map((operation) => ({ operation, usage: usageOf(operation.document, before.api) }));
  const found = [
    ...(await diffApi(before.api, after.api)).map((change) => withHiding(change, after)),
    ...diffProtection(before.supergraphSdl, after.supergraphSdl),
    ...diffCost(before.supergraphSdl, after.supergraphSdl),
    ...diffOneOf(before.supergraphSdl, after.supergraphSdl),
    ...diffOwnership(before, after),
    ...diffTags(before.supergraphSdl, after.supergraphSdl),
  ];
  const judged = found.map((change) => judge(change, before, after, used));
  const broken = brokenForGood(judged);
  // Omits a refusal if changes that cannot be acknowledged already break all of its operations.
  const refused = refusedByRollout(before, after, valid, planBefore).filter(
    ({ operations: asking }) => asking.length === 0 || !asking.every((each) => broken.has(each)),
  );
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
  const places = blameFor(change, before, after);
  const judged = { ...change, places, operations, ...stayingValid(change, operations, after.api) };
  if (!COSTS_MORE.has(change.kind) || operations.length === 0) return judged;
  return { ...judged, severity: 'breaking', text: `${change.text}, which may exceed the router's limit` };
}

function blameFor(change: Change, before: Baseline, after: Composition): readonly Place[] {
  if (change.severity === 'safe') return [];
  const places = blame(change.coordinate, before.subgraphs, after.subgraphs);
  if (change.subgraph === undefined) {
    return places.length > 0 ? places : locateAround(after.subgraphs, change.coordinate);
  }
  const own = places.filter(({ subgraph }) => subgraph === change.subgraph);
  return own.length > 0 ? own : placesIn(change, [...after.subgraphs, ...before.subgraphs]);
}

/**
 * The places of an element or, if it has none, of the nearest element around it. A hidden union member, for example, is
 * edited elsewhere.
 */
function locateAround(subgraphs: readonly Subgraph[], coordinate: string): readonly Place[] {
  const places = [...outwards(coordinate)].map((at) => locate(subgraphs, at));
  return places.find((each) => each.length > 0) ?? [];
}

/** The place of an element in its subgraph, though nothing was edited there. */
function placesIn({ subgraph: name, coordinate }: Change, subgraphs: readonly Subgraph[]): readonly Place[] {
  const subgraph = subgraphs.find((each) => each.name === name);
  if (subgraph === undefined) return [];
  return [nearestPlaceIn(subgraph, coordinate) ?? { subgraph: subgraph.name, file: subgraph.file, line: 1 }];
}

/** An element that is still in the supergraph was hidden from clients, not removed. */
function withHiding(change: Change, after: Composition): Change {
  const hidden = change.kind.endsWith('_REMOVED') && elementsOf(after.supergraphSdl).has(change.coordinate);
  return hidden && !change.kind.startsWith('PROTECTION') ? { ...change, text: 'now @inaccessible' } : change;
}

/**
 * Compares the subgraphs as well as the supergraphs. The same subgraphs can compose to another supergraph after an
 * upgrade, and different subgraphs to the same one when composition prefers another definition.
 */
function isSame(before: Baseline, after: Composition): boolean {
  return (
    before.supergraphSdl === after.supergraphSdl &&
    before.subgraphs.every(({ name, sdl }) =>
      after.subgraphs.some((each) => each.name === name && each.sdl === sdl),
    )
  );
}

function bySeverity(a: JudgedChange, b: JudgedChange): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    Math.sign(b.operations.length) - Math.sign(a.operations.length) ||
    a.coordinate.localeCompare(b.coordinate, 'en') ||
    a.kind.localeCompare(b.kind, 'en')
  );
}
