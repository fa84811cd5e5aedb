import { print } from 'graphql';
import { lineOf, outwards, partsOf } from '../graph/coordinates.js';
import { nearestPlaceIn } from '../graph/locate.js';
import type { Place, Subgraph } from '../graph/subgraph.js';

/**
 * The origin of a change: the line in each subgraph that now defines the element differently or, for a removed element,
 * the nearest remaining one around it. A removed subgraph is shown at its former place.
 */
export function blame(
  coordinate: string,
  before: readonly Subgraph[],
  after: readonly Subgraph[],
): readonly Place[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  for (const at of outwards(coordinate)) {
    const places = names.flatMap((name) => placeOfDifference(name, at, coordinate, before, after));
    if (places.length > 0) return places;
  }
  return [];
}

function placeOfDifference(
  name: string,
  at: string,
  coordinate: string,
  before: readonly Subgraph[],
  after: readonly Subgraph[],
): readonly Place[] {
  const was = before.find((subgraph) => subgraph.name === name);
  const is = after.find((subgraph) => subgraph.name === name);
  const [wasText, isText] = [textsOf(was, at), textsOf(is, at)];
  if (wasText.join() === isText.join()) return [];
  const place =
    extensionIn(is, at, wasText) ?? nearestPlaceIn(is, coordinate) ?? nearestPlaceIn(was, coordinate);
  return place === undefined ? [] : [place];
}

function textsOf(subgraph: Subgraph | undefined, coordinate: string): readonly string[] {
  return subgraph === undefined ? [] : partsOf(subgraph.document, coordinate).map((node) => print(node));
}

/** A new extension of a type is located there, and not at the definition of the type. */
function extensionIn(
  subgraph: Subgraph | undefined,
  coordinate: string,
  known: readonly string[],
): Place | undefined {
  if (subgraph === undefined) return undefined;
  const [, ...extensions] = partsOf(subgraph.document, coordinate);
  const node = extensions.find((each) => !known.includes(print(each)));
  return node && { subgraph: subgraph.name, file: subgraph.file, line: lineOf(node) };
}
