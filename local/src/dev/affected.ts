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
  /** The files and folders whose changes only a new start takes in. */
  readonly restart: readonly string[];
}

/** The shared packages that services import. */
const SHARED = ['packages/money', 'packages/service-kit'];

/** The sources of `npm run dev` itself, and of the database beside the services. */
const START_ONLY = [LIST, 'local', 'schema/src', 'packages/embedded-mongo'];

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
    restart: START_ONLY.filter((each) => paths.some((path) => path === each || isIn(each)(path))),
  };
}

/** The folder of a service's workspace. */
function folderOf(name: ServiceName): string {
  return name === 'router' ? name : `subgraphs/${name}`;
}

/** The files and folders whose changes {@link affectedBy} recognizes. */
export function watchedPaths(): readonly string[] {
  return [...START_ONLY, ...SHARED, ...serviceNames().map(folderOf)];
}
