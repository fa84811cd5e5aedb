import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  Source,
  type DocumentNode,
  type FragmentDefinitionNode,
} from 'graphql';
import type { Problem } from '../compose/problem.js';
import { syntaxProblem } from '../compose/syntax.js';
import { bodyOf, executableDocument, idOf } from './normalise.js';
import type { RegisteredOperation } from './operation.js';

export interface Registry {
  readonly operations: readonly RegisteredOperation[];
  /** Files that could not be registered, and why. */
  readonly problems: readonly Problem[];
}

interface ParsedFile {
  readonly file: string;
  readonly client: string;
  readonly text: string;
  readonly document: DocumentNode;
}

/**
 * Reads the operations of every client: each folder below `folder` is one. A file holds one named operation below a
 * line `# owner: team`; fragments may stand beside it or in files of their own, for the whole client.
 */
export function readRegistry(root: string, folder: string): Registry {
  const problems: Problem[] = [];
  const files = operationFiles(join(root, folder)).flatMap((path) => {
    try {
      return [parseFile(root, folder, path)];
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      problems.push(syntaxProblem('OPERATION_SYNTAX', error));
      return [];
    }
  });
  const fragments = new Map(
    [...new Set(files.map(({ client }) => client))].map((client) => [
      client,
      fragmentsOf(files.filter((file) => file.client === client)),
    ]),
  );
  const operations = files.flatMap((file) =>
    register(file, fragments.get(file.client) ?? new Map(), problems),
  );
  return { operations, problems: [...problems, ...repeatedNames(operations)] };
}

function operationFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => join(folder, name));
}

function parseFile(root: string, folder: string, path: string): ParsedFile {
  const file = relative(root, path);
  const text = readFileSync(path, 'utf8');
  const [client = ''] = relative(join(root, folder), path).split('/');
  return { file, client, text, document: parse(new Source(text, file)) };
}

function fragmentsOf(files: readonly ParsedFile[]): ReadonlyMap<string, FragmentDefinitionNode> {
  const definitions = files.flatMap(({ document }) => document.definitions);
  return new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
}

function register(
  { file, client, text, document }: ParsedFile,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  problems: Problem[],
): readonly RegisteredOperation[] {
  const reject = (code: string, message: string) => {
    problems.push({ code, message, places: [{ file, line: 1 }] });
    return [];
  };
  const [operation, ...others] = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) return [];
  if (others.length > 0) return reject('OPERATION_NOT_ALONE', 'A file holds one operation.');
  if (operation.name === undefined) return reject('OPERATION_UNNAMED', 'The operation has no name.');
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
    return reject('OPERATION_UNSUPPORTED', 'The graph has no subscriptions.');
  }
  const [, owner] = /^#\s*owner:\s*(\S+)/m.exec(text) ?? [];
  if (owner === undefined) {
    return reject('OPERATION_WITHOUT_OWNER', 'The file has no line `# owner: team`: nobody could be asked.');
  }
  const executable = executableDocument(operation, fragments);
  if (executable.missing.length > 0) {
    return reject('FRAGMENT_UNKNOWN', `${client} has no fragment ${executable.missing.join(', ')}.`);
  }
  const body = bodyOf(executable.document);
  const { value: name } = operation.name;
  return [
    {
      id: idOf(body),
      name,
      type: operation.operation,
      client,
      owner,
      file,
      body,
      document: executable.document,
    },
  ];
}

function repeatedNames(operations: readonly RegisteredOperation[]): readonly Problem[] {
  const first = new Map<string, RegisteredOperation>();
  return operations.flatMap((operation) => {
    const earlier = first.get(operation.name);
    if (earlier === undefined) {
      first.set(operation.name, operation);
      return [];
    }
    const places = [operation, earlier].map(({ file }) => ({ file, line: 1 }));
    return [
      { code: 'OPERATION_NAME_TAKEN', message: `Two operations are called ${operation.name}.`, places },
    ];
  });
}
