import { spawn } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';

const started: { kill(): unknown }[] = [];
afterEach(() => {
  for (const one of started.splice(0)) one.kill();
});

const module = new URL('../dist/run-service.js', import.meta.url).href;

/** Runs a process whose service, once it runs, does what `then` says. @returns how it ended */
function run(then: string, stop = `process.stdout.write('stopped')`) {
  const options = then.startsWith('/*drain*/') ? 'drainMs: 5_000,' : '';
  const script = `import { runService } from ${JSON.stringify(module)};
    setInterval(() => undefined, 1_000);
    await runService('shop', async () => ({ url: '', ${options} stop: async () => { ${stop} } }));
    ${then}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += String(data)));
  child.stderr.on('data', (data) => (err += String(data)));
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('a service in whose process something goes wrong that nobody catches', { timeout: 30_000 }, () => {
  it.each([
    ['a rejection', `void Promise.reject(new Error('lost ada@shop.example'));`],
    ['an exception', `setTimeout(() => { throw new Error('lost'); });`],
    [
      'two of them',
      `void Promise.reject(new Error('lost')); setTimeout(() => { throw new Error('more'); });`,
    ],
  ])('is stopped and ends with exit code 1 at %s', async (_name, then) => {
    const { code, out, err } = await run(then);
    expect(code).toBe(1);
    expect(out).toBe('stopped');
    expect(err).toMatch(/shop: nobody caught Error: lost/);
    expect(err).not.toContain('ada@');
  });

  it('ends with exit code 1 though it cannot be stopped', async () => {
    expect(
      (await run(`void Promise.reject(new Error('lost'));`, 'await new Promise(() => undefined)')).code,
    ).toBe(1);
  });

  it('is given its drain time beside the time to stop', async () => {
    const stop = `await new Promise((resolve) => setTimeout(resolve, 5_000)); process.stdout.write('drained')`;
    const { code, out } = await run(`/*drain*/ process.kill(process.pid, 'SIGTERM');`, stop);
    expect([code, out]).toEqual([0, 'drained']);
  });

  it('does not end at SIGHUP', async () => {
    const then = `process.kill(process.pid, 'SIGHUP');
      setTimeout(() => { process.stdout.write('alive '); process.kill(process.pid, 'SIGTERM'); }, 200);`;
    expect(await run(then)).toEqual({ code: 0, out: 'alive stopped', err: '' });
  });

  it('ends with exit code 0 when it is told to', async () => {
    expect(await run(`process.kill(process.pid, 'SIGTERM');`)).toEqual({ code: 0, out: 'stopped', err: '' });
  });
});
