import type { Problem } from '../compose/problem.js';
import { concerns } from '../diff/affected.js';
import { diffApi } from '../diff/api.js';
import { blame } from '../diff/blame.js';
import { changeName, SEVERITIES, type Change, type JudgedChange } from '../diff/change.js';
import { diffProtection } from '../diff/protection.js';
import { usageOf } from '../diff/usage.js';
import type { Subgraph } from '../graph/subgraph.js';
import { schemaOf } from '../graph/subgraph-schema.js';
import { SERVICE_CALLS, type ServiceCalls } from '../operations/service-calls.js';
import { stayingValid } from './still-valid.js';
import { diffKeys } from '../diff/ownership.js';
import { invalidOperations } from './invalid.js';

/**
 * Changes of subgraphs that concern the services which call them directly. The public API does not show these changes,
 * and during a deployment the old caller meets the new subgraph.
 */
export async function judgeServiceCalls(
  calls: readonly ServiceCalls[],
  before: readonly Subgraph[],
  after: readonly Subgraph[],
): Promise<readonly JudgedChange[]> {
  const judged = await Promise.all(
    bySubgraph(calls).map(async ({ subgraph: name, operations }) => {
      const named = (subgraph: Subgraph) => subgraph.name === name;
      // A renamed subgraph is still called at its address.
      const was = before.find(named) ?? before.find(({ url }) => url === after.find(named)?.url);
      const is = after.find(named) ?? after.find(({ url }) => url === was?.url);
      if (was === undefined || is?.sdl === was.sdl) return [];
      if (is === undefined) return [{ ...goneFor(was), operations }];
      const schema = schemaOf(was);
      const used = operations.map((operation) => ({ operation, usage: usageOf(operation.document, schema) }));
      const schemaNow = schemaOf(is);
      const changes = [
        ...(await diffApi(schema, schemaNow)),
        ...diffProtection(was.sdl, is.sdl),
        ...lostKeys(was, is),
      ];
      return changes
        .filter(({ severity }) => severity !== 'safe')
        .map((change) => {
          const concerned = used
            .filter(({ usage }) => concerns(change, usage))
            .map(({ operation }) => operation);
          const places = blame(change.coordinate, [was], [is]);
          const validity = stayingValid(change, concerned, schemaNow);
          return { ...change, subgraph: name, places, operations: concerned, ...validity };
        })
        .filter((change) => change.operations.length > 0);
    }),
  );
  return judged.flat();
}

/** Groups the calls of all services by subgraph, so that a change is reported once, with all services it concerns. */
function bySubgraph(calls: readonly ServiceCalls[]): readonly ServiceCalls[] {
  const names = [...new Set(calls.map(({ subgraph }) => subgraph))];
  return names.map((name) => ({
    subgraph: name,
    operations: calls.filter(({ subgraph }) => subgraph === name).flatMap(({ operations }) => operations),
  }));
}

/** Breaking, because a service keeps sending the lost key. For routers a deployment in two steps suffices. */
function lostKeys(was: Subgraph, is: Subgraph): readonly Change[] {
  const lost = diffKeys([was], [{ ...is, name: was.name }]).filter(({ kind }) => kind === 'KEY_REMOVED');
  return lost.map((change) => ({ ...change, severity: 'breaking' }));
}

function goneFor({ name, file }: Subgraph): Omit<JudgedChange, 'operations'> {
  const change: Change = {
    severity: 'breaking',
    kind: 'SUBGRAPH_REMOVED',
    coordinate: name,
    text: 'the subgraph is gone, although services call it',
  };
  return { ...change, subgraph: name, places: [{ subgraph: name, file, line: 1 }] };
}

/** Calls that are invalid in the subgraph as it is now. */
export function invalidServiceCalls(
  calls: readonly ServiceCalls[],
  subgraphs: readonly Subgraph[],
  changes: readonly JudgedChange[],
): readonly Problem[] {
  return calls.flatMap(({ subgraph: name, operations }) => {
    const subgraph = subgraphs.find((each) => each.name === name);
    if (subgraph === undefined) return [];
    const schema = schemaOf(subgraph);
    return invalidOperations('SERVICE_CALL_INVALID', schema, operations, changes);
  });
}

/** Calls to subgraphs that do not exist and did not exist before. No other rule would report them. */
export function callsToNobody(
  calls: readonly ServiceCalls[],
  known: readonly Subgraph[],
): readonly Problem[] {
  return calls
    .filter(({ subgraph }) => known.every(({ name }) => name !== subgraph))
    .flatMap(({ subgraph, operations }) => {
      const [first] = operations;
      const caller = first?.client ?? 'A service';
      const message = `${caller} calls the subgraph ${subgraph}, which does not exist.`;
      return [{ code: 'SERVICE_CALL_TO_NOBODY', message, places: [{ file: SERVICE_CALLS, line: 1 }] }];
    });
}

/**
 * Joins both lists. A change that concerns clients and services is reported once, with the worse of the two severities.
 * A service may send an enum value that no client sends, for example.
 */
export function merged(
  changes: readonly JudgedChange[],
  ofServices: readonly JudgedChange[],
): readonly JudgedChange[] {
  const hurt = new Map(ofServices.map((change) => [sameness(change), change]));
  const known = new Set(changes.map(sameness));
  return [
    ...changes.map((change) => {
      const also = hurt.get(sameness(change));
      if (also === undefined) return change;
      const worse = SEVERITIES.indexOf(also.severity) < SEVERITIES.indexOf(change.severity) ? also : change;
      const { staysValid, ...both } = { ...worse, operations: [...change.operations, ...also.operations] };
      return staysValid && change.staysValid && also.staysValid ? { ...both, staysValid } : both;
    }),
    ...ofServices.filter((change) => !known.has(sameness(change))),
  ];
}

/** A type may lose several keys, which are reported one by one. */
function sameness(change: JudgedChange): string {
  return change.kind === 'KEY_REMOVED' ? `${changeName(change)} ${change.text}` : changeName(change);
}
