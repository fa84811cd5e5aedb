import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type list from '../../subgraphs.json';
import { isText, listOf, readJson, recordOf, withTexts } from './files.js';
import type { Tree } from './tree.js';
import { UsageError } from './usage-error.js';
import { workingTree } from './working-tree.js';

export { UsageError };

/** The list of subgraphs, relative to the repository's root. All programs that need every subgraph read it. */
export const LIST = 'schema/subgraphs.json';

/** The parent folder of the subgraphs' folders. */
const FOLDER = 'subgraphs';

/** The names of this repository's subgraphs. */
export type SubgraphName = keyof typeof list;

/** An entry of the list. */
export interface ListedSubgraph {
  /** Its address on a developer's machine. */
  readonly url: string;
  /** Its SDL, in the subgraph's folder, relative to the repository's root. */
  readonly sdl: string;
  /** The subgraphs that it calls directly, without the router. */
  readonly calls?: readonly string[];
  /** The subgraphs whose events it reads. It also runs without them. */
  readonly follows?: readonly string[];
  /** Whether a deployment lets it reach a mail server outside. */
  readonly sendsMail?: boolean;
}

const isList = recordOf(
  (value): value is ListedSubgraph =>
    withTexts('url', 'sdl')(value) &&
    ['undefined', 'boolean'].includes(typeof (value as Partial<ListedSubgraph>).sendsMail) &&
    ['calls', 'follows'].every((key) => {
      const names = (value as Record<string, unknown>)[key];
      return names === undefined || listOf(isText)(names);
    }),
);

/** The names, addresses and files of the subgraphs that a tree lists. @throws UsageError when the list is malformed */
export function listSubgraphs(tree: Tree): Readonly<Record<string, ListedSubgraph>> {
  const subgraphs = readJson(tree, LIST, isList, 'an object of subgraphs by name, each { "url", "sdl" }');
  for (const [name, listed] of Object.entries(subgraphs)) {
    const unknown = calledBy(listed).find((called) => subgraphs[called] === undefined);
    if (unknown === undefined) continue;
    const verb = listed.calls?.includes(unknown) === true ? 'calls' : 'follows';
    throw new UsageError(`${LIST}: ${name} ${verb} ${unknown}, and there is no subgraph of that name.`);
  }
  return subgraphs;
}

/** The subgraphs to which a subgraph sends requests, for calls or events. */
export function calledBy({ calls = [], follows = [] }: ListedSubgraph): readonly string[] {
  return [...new Set([...calls, ...follows])];
}

/** The subgraphs that send requests to `called`, in the order of the list. */
export function callersOf(
  subgraphs: Readonly<Record<string, ListedSubgraph>>,
  called: string,
): readonly string[] {
  return Object.entries(subgraphs).flatMap(([name, listed]) =>
    calledBy(listed).includes(called) ? [name] : [],
  );
}

/**
 * Refuses a checkout with a subgraph's folder that is not in the list: the subgraph would not be composed, started or
 * deployed.
 *
 * @throws UsageError that names the folder and the remedy
 */
export function refuseUnlisted(root: string): void {
  if (!existsSync(join(root, FOLDER))) return;
  const listed = new Set(Object.values(listSubgraphs(workingTree(root))).map(({ sdl }) => dirname(sdl)));
  const unlisted = readdirSync(join(root, FOLDER), { withFileTypes: true }).find(
    (entry) =>
      entry.isDirectory() &&
      !listed.has(`${FOLDER}/${entry.name}`) &&
      ['package.json', 'schema.graphql'].some((file) => existsSync(join(root, FOLDER, entry.name, file))),
  );
  if (unlisted === undefined) return;
  throw new UsageError(
    `${FOLDER}/${unlisted.name} is not in ${LIST}: add it there, or delete the folder if it is a leftover.`,
  );
}

/** The root of this repository, from both `src` and `dist`. */
const repository = resolve(import.meta.dirname, '../../..');

/** The subgraphs of this repository by name. @throws UsageError when a subgraph's folder is not listed */
export function repositorySubgraphs(): Readonly<Record<SubgraphName, ListedSubgraph>> {
  refuseUnlisted(repository);
  return listSubgraphs(workingTree(repository));
}

/** The names, in the order of the list. */
export function repositorySubgraphNames(): readonly SubgraphName[] {
  return Object.keys(repositorySubgraphs()) as SubgraphName[];
}
