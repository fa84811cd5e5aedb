import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import { callersOf, repositorySubgraphs, type SubgraphName } from '@supergraph/schema/subgraphs';

const root = resolve(import.meta.dirname, '../..');

/** Another process of a subgraph, with the database and the keys of a running stack. */
export interface Instance {
  readonly url: string;
  /** Stops the process with SIGTERM, as an orchestrator does, and starts another one on the same port. */
  replace(): Promise<void>;
  stop(): Promise<void>;
}

export async function startInstance(supergraph: Supergraph, name: SubgraphName): Promise<Instance> {
  const env = environmentOf(supergraph, name);
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

function environmentOf(supergraph: Supergraph, name: SubgraphName): NodeJS.ProcessEnv {
  const { envelopeSecrets, urls, dataDir } = supergraph;
  const secrets: Readonly<Record<string, string | undefined>> = envelopeSecrets;
  const listed = repositorySubgraphs();
  const { calls = [] } = listed[name];
  const ring = (peer: string, pair: string) => `${peer}=local:${secrets[pair] ?? ''}`;
  return {
    PATH: process.env.PATH,
    APOLLO_TELEMETRY_DISABLED: '1',
    LOG_LEVEL: 'warn',
    MONGODB_URI: supergraph.databaseUri(name),
    ENVELOPE_KEYS_IN: ['router', ...callersOf(listed, name)]
      .map((sender) => ring(sender, `${sender}-${name}`))
      .join(','),
    ...(calls.length > 0 && {
      ENVELOPE_KEYS_OUT: calls.map((called) => ring(called, `${name}-${called}`)).join(','),
    }),
    ...Object.fromEntries(
      calls.map((called) => [`${called.toUpperCase()}_URL`, urls[called as SubgraphName]]),
    ),
    ...(name === 'users' && {
      JWT_ISSUER: 'https://users.supergraph.local',
      JWT_AUDIENCE: 'supergraph',
      JWT_PRIVATE_KEYS_FILE: join(dataDir, 'keys/users-signing.json'),
    }),
  };
}
