import { GraphQLError, Kind, parse, Source, type DocumentNode, type FragmentDefinitionNode } from 'graphql';
import type { Problem } from '../compose/problem.js';
import { syntaxProblem } from '../compose/syntax.js';
import { lineOf } from '../graph/coordinates.js';
import type { Tree } from '../graph/tree.js';
import { bodyOf, executableDocument, idOf, withTypenames } from './normalise.js';
import type { RegisteredOperation } from './operation.js';

export interface Registry {
  readonly operations: readonly RegisteredOperation[];
  /** The files that could not be registered, with the reasons. */
  readonly problems: readonly Problem[];
}

/** The folder with the clients' operations, from the repository's root. */
export const OPERATIONS = 'schema/operations';

interface ParsedFile {
  readonly file: string;
  readonly client: string;
  readonly text: string;
  readonly document: DocumentNode;
}

/**
 * Reads the operations of every client. Each folder below `folder` is one client. A file holds one named operation
 * below a line `# owner: team`. Fragments of the client may be in the same file or in files of their own.
 */
export function readRegistry(tree: Tree, folder = OPERATIONS): Registry {
  const problems: Problem[] = [];
  const files = operationFiles(tree, folder, problems).flatMap((name) => {
    try {
      return [parseFile(tree, folder, name)];
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      problems.push(syntaxProblem('OPERATION_SYNTAX', error));
      return [];
    }
  });
  const clients = [...new Set(files.map(({ client }) => client))];
  const fragments = new Map(
    clients.map((client) => [
      client,
      fragmentsOf(
        files.filter((file) => file.client === client),
        problems,
      ),
    ]),
  );
  const operations = files.flatMap((file) =>
    register(file, fragments.get(file.client) ?? new Map(), problems),
  );
  return { operations, problems: [...problems, ...repeatedNames(operations)] };
}

/** The operation files in clients' folders. Reports files that look like operations but are elsewhere. */
function operationFiles(tree: Tree, folder: string, problems: Problem[]): readonly string[] {
  const names = tree.list(folder).filter((name) => /\.(graphql|gql|graphqls)$/i.test(name));
  const isInPlace = (name: string) => name.includes('/') && name.endsWith('.graphql');
  for (const name of names.filter((each) => !isInPlace(each))) {
    const message = 'The file is not read: operations are in files `<client>/….graphql`.';
    problems.push({ code: 'OPERATION_MISPLACED', message, places: [{ file: `${folder}/${name}`, line: 1 }] });
  }
  return names.filter(isInPlace);
}

function parseFile(tree: Tree, folder: string, name: string): ParsedFile {
  const file = `${folder}/${name}`;
  const text = tree.read(file);
  const [client = ''] = name.split('/');
  return { file, client, text, document: parse(new Source(text, file)) };
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** A client's fragments by name. Reports two with the same name: an operation could get the wrong one. */
function fragmentsOf(files: readonly ParsedFile[], problems: Problem[]): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const { file, document } of files) {
    for (const node of document.definitions) {
      if (node.kind !== Kind.FRAGMENT_DEFINITION) continue;
      const { value: name } = node.name;
      const earlier = fragments.get(name);
      if (earlier === undefined) fragments.set(name, node);
      else {
        const other = { file: earlier.loc?.source.name ?? file, line: lineOf(earlier) };
        const places = [{ file, line: lineOf(node) }, other];
        problems.push({ code: 'FRAGMENT_NAME_TAKEN', message: `Two fragments are called ${name}.`, places });
      }
    }
  }
  return fragments;
}

function register(
  { file, client, text, document }: ParsedFile,
  fragments: Fragments,
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
  const [, owner] = /^#\s*owner:\s*(\S+)/m.exec(text) ?? [];
  if (owner === undefined) {
    return reject('OPERATION_WITHOUT_OWNER', 'The file has no line `# owner: team`: nobody could be asked.');
  }
  const executable = executableDocument(operation, fragments);
  if (executable.missing.length > 0) {
    return reject('FRAGMENT_UNKNOWN', `${client} has no fragment ${executable.missing.join(', ')}.`);
  }
  const sent = withTypenames(executable.document);
  const body = bodyOf(sent);
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
      document: sent,
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
