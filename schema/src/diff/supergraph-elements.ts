import { parse, Source, type DocumentNode } from 'graphql';
import { directivesOf, type Directives } from '../graph/coordinates.js';

/** The names of elements that composition adds for the router's own use. */
const MACHINERY = /^(@|join__|link__|core__|context__)|__Scope$|__Policy$/;

interface Supergraph {
  readonly document: DocumentNode;
  readonly elements: Directives;
}

const cache = new Map<string, Supergraph>();

function read(sdl: string, name = 'the supergraph'): Supergraph {
  const known = cache.get(sdl);
  if (known !== undefined) return known;
  const document = parse(new Source(sdl, name), { noLocation: true });
  const elements = [...directivesOf(document)].filter(([coordinate]) => !isMachinery(coordinate));
  const supergraph = { document, elements: new Map(elements) };
  cache.set(sdl, supergraph);
  return supergraph;
}

export function isMachinery(coordinate: string): boolean {
  return MACHINERY.test(coordinate);
}

/** The directives of every type, field and argument of a supergraph, by coordinate. */
export function elementsOf(supergraphSdl: string): Directives {
  return read(supergraphSdl).elements;
}

/** The supergraph's document, with the elements added by composition. A syntax error names the file. */
export function supergraphDocument(supergraphSdl: string, file?: string): DocumentNode {
  return read(supergraphSdl, file).document;
}
