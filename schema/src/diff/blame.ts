import { print } from 'graphql';
import { lineOf, outwards, partsOf } from '../graph/coordinates.js';
import { nearestPlaceIn } from '../graph/locate.js';
import type { Place, Subgraph } from '../graph/subgraph.js';

/**
 * Where a change comes from: in each subgraph that defines the element otherwise than before, the line that does, or
 * the line around the gap where it was. A subgraph that is gone is shown where it was.
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

/** A new element of a type extension is located there, and not where the type is defined. */
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
