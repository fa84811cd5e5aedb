import { writeAnswer } from './answer.js';
import type { Graph } from './graph.js';
import type { Prepared } from './operation-cache.js';
import { parseOperation } from './parse.js';
import { PreparedOperation } from './prepared-operation.js';

/** A GraphQL name. No operation has another one. */
const NAME = /^[A-Za-z_]\w*$/;

let prepared = 0;

/**
 * Prepares an operation, once for each text and name: the first request waits for it, the others find it. A document
 * that is not valid is remembered too.
 */
export function prepare(graph: Graph, text: string, operationName: string | undefined): Prepared {
  const isName = operationName === undefined || NAME.test(operationName);
  // No name has a NUL in it, so that no name and text can be taken for others.
  const key = `${isName ? (operationName ?? '') : '?'}\0${text}`;
  const known = graph.operations.find(key);
  if (known !== undefined) return known;
  const parsed = parseOperation(text, operationName, graph);
  const made =
    'refusals' in parsed
      ? writeAnswer({ errors: parsed.refusals }, '')
      : new PreparedOperation(String(++prepared), parsed, graph, text);
  graph.operations.keep(key, made);
  return made;
}
