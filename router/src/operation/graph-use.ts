import type { Graph } from './graph.js';

/** Counts the operations in progress on a graph. When another graph takes its place, it is closed after the last one. */
export class GraphUse {
  readonly #graph: Pick<Graph, 'close'>;
  #operations = 0;
  #isRetired = false;

  constructor(graph: Pick<Graph, 'close'>) {
    this.#graph = graph;
  }

  begin(): void {
    this.#operations += 1;
  }

  end(): void {
    this.#operations -= 1;
    this.#closeUnused();
  }

  /** No further operation begins. */
  retire(): void {
    this.#isRetired = true;
    this.#closeUnused();
  }

  #closeUnused(): void {
    if (this.#isRetired && this.#operations === 0) void this.#graph.close();
  }
}
