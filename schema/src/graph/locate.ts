import { coordinatesOf, lineOf, parentOf } from './coordinates.js';
import type { Place, Subgraph } from './subgraph.js';

/** Where a subgraph defines an element, if it does. */
export function placeIn(subgraph: Subgraph, coordinate: string): Place | undefined {
  const node = coordinatesOf(subgraph.document).get(coordinate);
  if (node === undefined) return undefined;
  return { subgraph: subgraph.name, file: subgraph.file, line: lineOf(node) };
}

/** Where a subgraph defines an element or, when it is gone, the nearest one around it. */
export function nearestPlaceIn(subgraph: Subgraph, coordinate: string): Place {
  for (let at: string | undefined = coordinate; at !== undefined; at = parentOf(at)) {
    const place = placeIn(subgraph, at);
    if (place !== undefined) return place;
  }
  return { subgraph: subgraph.name, file: subgraph.file, line: 1 };
}

/** All the places that define an element, in the order of the subgraphs. */
export function locate(subgraphs: readonly Subgraph[], coordinate: string): readonly Place[] {
  return subgraphs.map((each) => placeIn(each, coordinate)).filter((place) => place !== undefined);
}
