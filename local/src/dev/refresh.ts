import {
  composeTree,
  formatProblems,
  staleGraphFiles,
  writeGraph,
  type Composition,
} from '@supergraph/schema/compose';
import { LIST, UsageError } from '@supergraph/schema/subgraphs';
import type { Supergraph } from '../options.js';
import type { ServiceName } from '../services/names.js';
import { repository } from '../services/program.js';
import { affectedBy } from './affected.js';
import { build, generateTypes } from './commands.js';

/** Resolves when the latest generation of types has finished. */
let generated: Promise<void> = Promise.resolve();

/** Whether the running stack lacks a listed subgraph, or runs one that is no longer listed. */
let isListStale = false;

/** Composes the graph before the start if a contract was changed since it was composed. */
export function composeStale(say: (text: string) => void): void {
  const composed = compose(say);
  if (composed?.isStale() !== true) return;
  composed.write();
  say('the graph is composed: a contract had changed');
  generate(say);
}

/** Applies changed files to a running stack. A change that does not compose or build leaves the stack as it is. */
export async function refresh(
  stack: Supergraph,
  paths: readonly string[],
  say: (text: string) => void,
): Promise<void> {
  const { contracts, code, workspaces, restart: startOnly } = affectedBy(paths);
  isListStale ||= startOnly.includes(LIST);
  for (const changed of new Set([...startOnly, ...(isListStale && contracts.length > 0 ? [LIST] : [])])) {
    say(`${changed} has changed: end this with Ctrl-C, and start npm run dev again`);
  }
  const started = performance.now();
  const problem = workspaces.length === 0 ? undefined : await build(workspaces);
  if (problem !== undefined) say(`${problem}\nnot built: what ran before goes on`);
  const composed = contracts.length === 0 || isListStale ? undefined : compose(say);
  const restarts = new Set([
    ...(problem === undefined ? code : []),
    ...(composed === undefined ? [] : contracts),
  ]);
  await Promise.all([...restarts].map((name) => restart(stack, name, started, say)));
  if (composed === undefined) return;
  // The router watches this file, and keeps its current graph when it cannot serve the new one.
  composed.write();
  say('the graph is composed: the router loads it');
  generate(say);
}

/** The next change does not wait for the generator, and generators run one after the other. */
function generate(say: (text: string) => void): void {
  generated = generated.then(generateTypes).then((failure) => {
    say(failure === undefined ? 'types are generated' : `types are not generated:\n${failure}`);
  });
}

interface Composed {
  /** Whether the files of the graph have another content. */
  isStale(): boolean;
  write(): void;
}

function compose(say: (text: string) => void): Composed | undefined {
  const result = tryToCompose();
  if (typeof result !== 'string') {
    return {
      isStale: () => staleGraphFiles(repository, result).length > 0,
      write: () => writeGraph(repository, result),
    };
  }
  say(`${result}not composed: the graph from before goes on`);
  return undefined;
}

/** @returns the problems, one a line, when the contracts do not compose or one cannot be read */
function tryToCompose(): Composition | string {
  try {
    const result = composeTree(repository);
    return result.ok ? result.composition : formatProblems('error', result.errors);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}\n`;
    throw error;
  }
}

async function restart(
  stack: Supergraph,
  name: ServiceName,
  started: number,
  say: (text: string) => void,
): Promise<void> {
  try {
    await stack.restart(name);
    say(`${name} runs the new code after ${((performance.now() - started) / 1_000).toFixed(1)} s`);
  } catch (error) {
    say(
      `${error instanceof Error ? error.message : String(error)}\n${name} does not run until the next change`,
    );
  }
}
