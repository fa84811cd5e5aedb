import { compose } from '../compose/compose.js';
import { subgraph, type Subgraph } from '../graph/subgraph.js';
import type { Rule } from '../lint/rule.js';

const HEADER =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@external", "@requires", "@override", "@authenticated", "@requiresScopes", "@listSize", "@context", "@fromContext"]) ';

/** Subgraphs from SDL texts. The federation header shares the first line, so that each text starts on line 1. */
export function subgraphsFrom(sdls: Readonly<Record<string, string>>): readonly Subgraph[] {
  return Object.entries(sdls).map(([name, sdl]) =>
    subgraph({
      name,
      url: `http://${name}.invalid/graphql`,
      file: `${name}.graphql`,
      sdl: HEADER + sdl.trim(),
    }),
  );
}

/** A rule's findings in a graph, as `file:line message`. */
export function findingsOf(rule: Rule, sdls: Readonly<Record<string, string>>): readonly string[] {
  const result = compose(subgraphsFrom(sdls));
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return rule
    .check(result.composition)
    .map(({ places: [place], message }) => `${place?.file ?? ''}:${place?.line ?? 0} ${message}`);
}
