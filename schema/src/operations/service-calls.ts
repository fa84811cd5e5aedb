import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, OperationTypeNode, parse, Source } from 'graphql';
import { bodyOf, executableDocument, idOf } from './normalise.js';
import type { RegisteredOperation } from './operation.js';

/** What one service asks of a subgraph directly, behind the router's back: it may use what is @inaccessible. */
export interface ServiceCalls {
  readonly subgraph: string;
  /** Their client and owner is the service that calls. */
  readonly operations: readonly RegisteredOperation[];
}

interface Listed {
  readonly caller: string;
  readonly subgraph: string;
  /** The file with the operations, from the repository's root. */
  readonly documents: string;
}

const LIST = 'schema/service-calls.json';

export function readServiceCalls(root: string): readonly ServiceCalls[] {
  if (!existsSync(join(root, LIST))) return [];
  const list = JSON.parse(readFileSync(join(root, LIST), 'utf8')) as readonly Listed[];
  return list.map(({ caller, subgraph, documents }) => ({
    subgraph,
    operations: operationsIn(caller, documents, readFileSync(join(root, documents), 'utf8')),
  }));
}

/** Each operation of a document, as the caller's. */
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
