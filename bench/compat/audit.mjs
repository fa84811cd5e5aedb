import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../lib/processes.mjs';

/**
 * The suites of a checked-out and installed graphql-hive/federation-gateway-audit, as cases. `null` in an expected answer's
 * place means that only the errors are looked at.
 */
export async function openAudit(repository) {
  const port = await freePort();
  const child = spawn('npx', ['tsx', 'src/cli.ts', 'serve', '--port', String(port)], {
    cwd: repository,
    stdio: 'ignore',
    detached: true,
  });
  const stop = () => process.kill(-child.pid, 'SIGKILL');
  process.once('exit', () => {
    if (child.exitCode === null) stop();
  });
  const get = (path) =>
    fetch(`http://localhost:${port}/${path}`, { headers: { accept: 'application/json' } });
  for (let attempt = 0; ; attempt++) {
    try {
      const ids = await (await get('ids')).json();
      const cases = [];
      for (const id of ids) {
        const tests = await (await get(`${id}/tests`)).json();
        cases.push({
          name: id,
          supergraphSdl: await (await get(`${id}/supergraph`)).text(),
          operations: tests.map(({ query, expected }) => ({
            query,
            answer: expected.data,
            ...(expected.errors === true && { errors: [] }),
          })),
        });
      }
      return cases;
    } catch (error) {
      if (attempt >= 120 || child.exitCode !== null) throw error;
      await sleep(500);
    }
  }
}
