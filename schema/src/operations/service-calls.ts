import { Kind, OperationTypeNode, parse, Source } from 'graphql';
import { listOf, readJson, withTexts } from '../graph/files.js';
import type { Tree } from '../graph/tree.js';
import { bodyOf, executableDocument, idOf } from './normalise.js';
import type { RegisteredOperation } from './operation.js';

/**
 * The operations that one service sends directly to a subgraph, without the router. @inaccessible elements are allowed.
 */
export interface ServiceCalls {
  readonly subgraph: string;
  /** Their client and owner is the calling service. */
  readonly operations: readonly RegisteredOperation[];
}

export const SERVICE_CALLS = 'schema/service-calls.json';

/** `documents` is the path of the operations' file, from the repository's root. */
const isList = listOf(withTexts('caller', 'subgraph', 'documents'));

export function readServiceCalls(tree: Tree): readonly ServiceCalls[] {
  if (!tree.has(SERVICE_CALLS)) return [];
  const list = readJson(tree, SERVICE_CALLS, isList, 'a list of { "caller", "subgraph", "documents" }');
  return list.map(({ caller, subgraph, documents }) => ({
    subgraph,
    operations: operationsIn(caller, documents, tree.read(documents)),
  }));
}

/** The operations of a document, with the caller as client and owner. */
export function operationsIn(caller: string, file: string, text: string): readonly RegisteredOperation[] {
  const { definitions } = parse(new Source(text, file));
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  return definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const { document } = executableDocument(operation, byName);
      const body = bodyOf(document);
      const name = operation.name?.value ?? 'unnamed';
      const type = operation.operation === OperationTypeNode.QUERY ? 'query' : 'mutation';
      return { id: idOf(body), name, type, client: caller, owner: caller, file, body, document };
    });
}
