import { writeAnswer } from './answer.js';
import type { Graph } from './graph.js';
import type { Prepared } from './operation-cache.js';
import { parseOperation } from './parse.js';
import { PreparedOperation } from './prepared-operation.js';

let prepared = 0;

/**
 * Prepares an operation once for each text and name. The first request waits for it, and the later ones find it. The
 * refusal of an invalid document is cached too.
 */
export function prepare(graph: Graph, text: string, operationName: string | undefined): Prepared {
  const known = graph.operations.find(text, operationName);
  if (known !== undefined) return known;
  const parsed = parseOperation(text, operationName, graph);
  const made =
    'refusals' in parsed
      ? writeAnswer({ errors: parsed.refusals }, '')
      : new PreparedOperation(String(++prepared), parsed, graph, text);
  graph.operations.keep(text, operationName, made);
  return made;
}
