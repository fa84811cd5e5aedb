import { coordinatesOf, lineOf, outwards } from './coordinates.js';
import type { Place, Subgraph } from './subgraph.js';

/** The place where a subgraph defines an element, if it does. */
export function placeIn(subgraph: Subgraph, coordinate: string): Place | undefined {
  const node = coordinatesOf(subgraph.document).get(coordinate);
  if (node === undefined) return undefined;
  return { subgraph: subgraph.name, file: subgraph.file, line: lineOf(node) };
}

/** The place of an element in a subgraph or, when it was removed, of the nearest remaining element around it. */
export function nearestPlaceIn(subgraph: Subgraph | undefined, coordinate: string): Place | undefined {
  if (subgraph === undefined) return undefined;
  for (const at of outwards(coordinate)) {
    const place = placeIn(subgraph, at);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** All the places that define an element, in the order of the subgraphs. */
export function locate(subgraphs: readonly Subgraph[], coordinate: string): readonly Place[] {
  return subgraphs.map((each) => placeIn(each, coordinate)).filter((place) => place !== undefined);
}
