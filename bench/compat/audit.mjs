import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../lib/processes.mjs';

/**
 * The suites of graphql-hive/federation-gateway-audit as cases. `repository` is a checkout with its dependencies
 * installed.
 * @param node the Node executable that runs its server, version 22 or later
 */
export async function openAudit(repository, node = process.execPath) {
  const port = await freePort();
  const tsx = join(repository, 'node_modules/tsx/dist/cli.mjs');
  const child = spawn(node, [tsx, 'src/cli.ts', 'serve', '--port', String(port)], {
    cwd: repository,
    // The server logs each request to stdout, and errors to stderr.
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  child.once('error', (error) => console.error(`The audit does not start: ${error.message}`));
  process.once('exit', () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  });
  const base = `http://localhost:${port}`;
  await answers(`${base}/ids`, child);
  const get = (path) => fetch(`${base}/${path}`, { headers: { accept: 'application/json' } });
  const cases = [];
  for (const id of await (await get('ids')).json()) {
    const tests = await (await get(`${id}/tests`)).json();
    cases.push({
      name: id,
      supergraphSdl: await (await get(`${id}/supergraph`)).text(),
      operations: tests.map(({ query, expected }) => ({
        query,
        judge: (answer) => judgeAudit(expected, answer),
      })),
    });
  }
  return cases;
}

/** Judges by the audit's rule: data must be equal, and errors present or absent where the case says so. */
function judgeAudit({ data = null, errors }, answer) {
  if (answer === undefined) return 'crashed';
  const hasErrors = (answer.errors?.length ?? 0) > 0;
  const isRight =
    isDeepStrictEqual(answer.data ?? null, data) && (errors === undefined || errors === hasErrors);
  if (isRight) return 'right';
  return hasErrors ? 'refused' : 'wrong';
}

async function answers(url, child) {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (child.exitCode !== null) {
      throw new Error(
        `The audit's server ended with ${child.exitCode}. It needs Node 22 or later: name one in AUDIT_NODE, ` +
          'and install all of its dependencies there.',
      );
    }
    try {
      await fetch(url);
      return;
    } catch {
      await sleep(500);
    }
  }
  throw new Error("The audit's server did not answer within two minutes.");
}
