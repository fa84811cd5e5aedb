import { parse, Source, type DocumentNode } from 'graphql';

/** A subgraph for composition: its name, its address and its SDL. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
  /** The path shown beside line numbers. */
  readonly file: string;
  readonly sdl: string;
  readonly document: DocumentNode;
}

/** Parses the SDL; a syntax error names the file. */
export function subgraph(source: Omit<Subgraph, 'document'>): Subgraph {
  return { ...source, document: parse(new Source(source.sdl, source.file)) };
}

/** A line in a subgraph's SDL or another file. */
export interface Place {
  readonly subgraph?: string;
  readonly file: string;
  readonly line: number;
}
