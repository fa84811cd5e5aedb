// Sets the storefront up and opens it: on the stack that runs, or on one that it starts. Usage: npm run storefront
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const here = import.meta.dirname;
const origin = `http://127.0.0.1:${process.env.PORT ?? 4000}`;
const START_TIMEOUT_MS = 180_000;
const POLL_MS = 500;
// Started without npm, whose shell would not pass a signal on.
const vite = `${here}/node_modules/vite/bin/vite.js`;

await npm('ci', '--silent');
const stack = (await isReady()) ? undefined : await startStack();
await npm('run', '--silent', 'build');
const shop = start(process.execPath, [vite, 'preview', ...(opensBrowser() ? ['--open'] : [])], {
  GRAPHQL_ORIGIN: origin,
});
const ending = () => shop.kill('SIGTERM');
process.once('SIGINT', ending);
process.once('SIGTERM', ending);
await exitOf(shop);
stack?.kill('SIGTERM');

async function npm(...parameters) {
  const code = await exitOf(start('npm', ['--prefix', here, ...parameters]));
  if (code !== 0) process.exit(code ?? 1);
}

function start(program, parameters, env = {}) {
  return spawn(program, parameters, { cwd: here, stdio: 'inherit', env: { ...process.env, ...env } });
}

function exitOf(child) {
  return new Promise((resolve) => child.once('exit', resolve));
}

async function isReady() {
  const body = JSON.stringify({ query: '{ __typename }' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${origin}/graphql`, { method: 'POST', headers, body }).catch(() => undefined);
  return answer?.ok === true;
}

async function startStack() {
  console.log(`No supergraph answers at ${origin}: starting one.`);
  const child = spawn('npm', ['start'], { cwd: `${here}/../..`, stdio: 'inherit' });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      console.error('The supergraph did not start: see what it said above.');
      child.kill('SIGTERM');
      process.exit(1);
    }
    await sleep(POLL_MS);
  }
  return child;
}

/** Whether a browser can be opened. */
function opensBrowser() {
  if (process.env.CI !== undefined) return false;
  return (
    process.platform !== 'linux' ||
    Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY) ||
    existsSync('/mnt/wslg')
  );
}
