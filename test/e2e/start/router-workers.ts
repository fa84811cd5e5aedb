import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import type { Pool } from 'undici';

interface LogLine {
  readonly msg: string;
  readonly worker?: number;
}

export async function readRouterLog({ dataDir }: Supergraph): Promise<LogLine[]> {
  const text = await readFile(join(dataDir, 'logs/router.log'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
}

/** The process ids of all workers that the router has started so far, from its log. */
export async function startedWorkers(supergraph: Supergraph): Promise<number[]> {
  const lines = await readRouterLog(supergraph);
  return lines.flatMap(({ msg, worker }) =>
    msg === 'worker started' && worker !== undefined ? [worker] : [],
  );
}

/** @returns undefined for a correct answer, otherwise the status and the text */
export async function askThrough(pool: Pool, path: string): Promise<string | undefined> {
  const { statusCode, body } = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ products(first: 1) { totalCount } }"}',
  });
  const text = await body.text();
  return statusCode === 200 && !text.includes('errors') ? undefined : `${statusCode} ${text}`;
}
