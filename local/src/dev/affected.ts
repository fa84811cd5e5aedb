import { LIST } from '@supergraph/schema/subgraphs';
import { serviceNames, type ServiceName } from '../services/names.js';

/** The parts of the stack that a set of changed files affects. */
export interface Affected {
  /** The services whose contract has changed. */
  readonly contracts: readonly ServiceName[];
  /** The services that run changed code. */
  readonly code: readonly ServiceName[];
  /** The workspaces to build, as folders relative to the root. */
  readonly workspaces: readonly string[];
  /** Whether the list of subgraphs has changed, which only a new start takes in. */
  readonly list: boolean;
}

/**
 * The shared packages that services import. A change to another package, such as the embedded database, needs a restart
 * of the whole stack.
 */
const SHARED = ['packages/money', 'packages/service-kit'];

/** @param paths relative to the root */
export function affectedBy(paths: readonly string[]): Affected {
  const code = paths.filter((path) => path.endsWith('.ts'));
  const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
  const isShared = SHARED.some((folder) => code.some(isIn(folder)));
  const workspaces = [...SHARED, ...serviceNames().map(folderOf)];
  return {
    contracts: serviceNames().filter((name) => paths.includes(`${folderOf(name)}/schema.graphql`)),
    code: serviceNames().filter((name) => isShared || code.some(isIn(folderOf(name)))),
    workspaces: workspaces.filter((folder) => code.some(isIn(folder))),
    list: paths.includes(LIST),
  };
}

/** The folder of a service's workspace. */
function folderOf(name: ServiceName): string {
  return name === 'router' ? name : `subgraphs/${name}`;
}

/** The files and folders whose changes {@link affectedBy} recognizes. */
export function watchedPaths(): readonly string[] {
  return [LIST, ...SHARED, ...serviceNames().map(folderOf)];
}
