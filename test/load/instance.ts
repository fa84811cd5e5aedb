import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import type { SubgraphName } from '@supergraph/schema/subgraphs';

const root = resolve(import.meta.dirname, '../..');

/** The default of a deployment. The local stack has 0, because it has no load balancer. */
export const DRAIN_MS = '1500';

/** Another process of a subgraph, with the variables of a running stack's own one. */
export interface Instance {
  readonly url: string;
  readonly pid: number;
  /** Stops the process with SIGTERM, as an orchestrator does, and starts another one on the same port. */
  replace(): Promise<void>;
  stop(): Promise<void>;
}

export async function startInstance(supergraph: Supergraph, name: SubgraphName): Promise<Instance> {
  const env = { ...supergraph.environmentOf(name), ADMIN_PORT: '0' };
  let { child, url } = await start(name, { ...env, PORT: '0' });
  const { port } = new URL(url);
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return {
    url: `${url}/graphql`,
    get pid() {
      return child.pid ?? 0;
    },
    async replace() {
      await end();
      ({ child, url } = await start(name, { ...env, PORT: port }));
    },
    stop: end,
  };
}

async function start(
  name: SubgraphName,
  env: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(join(root, `subgraphs/${name}/dist/main.js`), {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const ended = new AbortController();
  child.once('exit', () => ended.abort(new Error(`${name} ended before it was ready`)));
  const [{ url }] = (await once(child, 'message', { signal: ended.signal })) as [{ url: string }];
  return { child, url };
}
