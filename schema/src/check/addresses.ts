import type { Problem } from '../compose/problem.js';
import { LIST } from '../graph/subgraph-list.js';
import type { Subgraph } from '../graph/subgraph.js';

/** Warns of changed subgraph addresses, which routers need to know, and of addresses that two subgraphs share. */
export function tellAddresses(before: readonly Subgraph[], after: readonly Subgraph[]): readonly Problem[] {
  return [...changed(before, after), ...shared(after)];
}

function changed(before: readonly Subgraph[], after: readonly Subgraph[]): readonly Problem[] {
  return after.flatMap(({ name, url }) => {
    const was = before.find((each) => each.name === name)?.url ?? url;
    if (was === url) return [];
    const hint = 'Serve it at both addresses until every router has loaded the new supergraph.';
    return [
      problem(
        'SUBGRAPH_URL_CHANGED',
        `${name} is at ${url} now, no longer at ${was}: the router must be told.`,
        hint,
      ),
    ];
  });
}

function shared(subgraphs: readonly Subgraph[]): readonly Problem[] {
  return subgraphs.flatMap(({ name, url }, index) => {
    const other = subgraphs.slice(0, index).find((each) => each.url === url);
    if (other === undefined) return [];
    const hint = 'Whichever of them answers there cannot answer what the other is asked.';
    return [problem('SUBGRAPH_URL_SHARED', `${name} and ${other.name} are both at ${url}.`, hint)];
  });
}

function problem(code: string, message: string, hint: string): Problem {
  return { code, message, places: [{ file: LIST, line: 1 }], hint };
}
