import { composeTree, formatProblems, writeGraph } from '@supergraph/schema/compose';
import type { Supergraph } from '../options.js';
import type { ServiceName } from '../services/names.js';
import { repository } from '../services/program.js';
import { affectedBy } from './affected.js';
import { build, generateTypes } from './commands.js';

/** Resolves when the latest generation of types has finished. */
let generated: Promise<void> = Promise.resolve();

/** Applies changed files to a running stack. A change that does not compose or build leaves the stack as it is. */
export async function refresh(
  stack: Supergraph,
  paths: readonly string[],
  say: (text: string) => void,
): Promise<void> {
  const { contracts, code, workspaces } = affectedBy(paths);
  const started = performance.now();
  const problem = workspaces.length === 0 ? undefined : await build(workspaces);
  if (problem !== undefined) say(`${problem}\nnot built: what ran before goes on`);
  const composed = contracts.length === 0 ? undefined : compose(say);
  const restarts = new Set([
    ...(problem === undefined ? code : []),
    ...(composed === undefined ? [] : contracts),
  ]);
  await Promise.all([...restarts].map((name) => restart(stack, name, started, say)));
  if (composed === undefined) return;
  // The router watches this file, and keeps its current graph when it cannot serve the new one.
  composed.write();
  say('the graph is composed: the router loads it');
  // The next change does not wait for the generator, and generators run one after the other.
  generated = generated.then(generateTypes).then((failure) => {
    say(failure === undefined ? 'types are generated' : `types are not generated:\n${failure}`);
  });
}

function compose(say: (text: string) => void): { write: () => void } | undefined {
  const result = composeTree(repository);
  if (result.ok) return { write: () => writeGraph(repository, result.composition) };
  say(`${formatProblems('error', result.errors)}not composed: the graph from before goes on`);
  return undefined;
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
