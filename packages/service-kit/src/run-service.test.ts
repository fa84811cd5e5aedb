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

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

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
    expect(linesOf(err)[0]).toMatchObject({
      level: 'fatal',
      service: 'shop',
      err: { type: 'Error', message: expect.stringMatching(/^lost/) as string },
      msg: 'an error was not caught: the process ends, and its supervisor starts another',
    });
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

describe('a service that cannot start', { timeout: 30_000 }, () => {
  const run = (error: string) => {
    const script = `import { runService } from ${JSON.stringify(module)};
      import { StartError } from ${JSON.stringify(module.replace('run-service', 'start-error'))};
      await runService('shop', async () => { throw ${error}; });`;
    return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
      let [out, err] = ['', ''];
      child.stdout.on('data', (data) => (out += String(data)));
      child.stderr.on('data', (data) => (err += String(data)));
      child.on('close', (code) => resolve({ code, out, err }));
    });
  };

  it('says what to do in one fatal line', async () => {
    const { code, err } = await run(`new StartError('PORT: must be a whole number; HOST: is not set')`);
    expect(code).toBe(1);
    const [line, ...others] = linesOf(err);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      level: 'fatal',
      service: 'shop',
      msg: 'PORT: must be a whole number; HOST: is not set',
    });
    expect(line).not.toHaveProperty('err');
  });

  it('logs an unexpected error without personal values', async () => {
    const { code, err } = await run(`new TypeError('ada@shop.example is "Ada"')`);
    expect(code).toBe(1);
    expect(linesOf(err)).toHaveLength(1);
    expect(linesOf(err)[0]).toMatchObject({ level: 'fatal', err: { type: 'TypeError' } });
    expect(err).not.toMatch(/ada@|"Ada/);
  });
});
