import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Program } from './child.js';
import { createProcessGroup, type ProcessGroup } from './group.js';

let directory: string;
let group: ProcessGroup;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'group-'));
  group = createProcessGroup();
});
afterEach(async () => {
  await group.end();
  await rm(directory, { recursive: true });
});

async function program(source: string): Promise<Program> {
  const entry = join(directory, 'program.mjs');
  await writeFile(entry, source);
  return { name: 'thing', entry, env: {}, logFile: join(directory, 'logs', 'thing.log') };
}

const service = `process.on('disconnect', () => process.exit()); console.log('hello'); process.send({ type: 'ready' });`;

describe('a service', () => {
  it('has started when it says so, and writes to its log', async () => {
    const running = await group.start(await program(service));
    expect(() => process.kill(running.pid, 0)).not.toThrow();
    await running.stop();
    expect(await running.ended).toEqual({ code: null, signal: 'SIGTERM' });
    expect(await readFile(join(directory, 'logs', 'thing.log'), 'utf8')).toBe('hello\n');
  });

  it('that cannot start gives its own reason', async () => {
    const failing = program(`process.stderr.write('thing: no luck\\n'); process.exit(1);`);
    await expect(group.start(await failing)).rejects.toThrow(/^thing: no luck$/);
  });

  it.each([
    [{ level: 'fatal', msg: 'no luck' }, /^thing: no luck$/],
    [
      { level: 'fatal', msg: 'it cannot start', err: { message: 'no luck' } },
      /^thing: no luck \(it cannot start\)$/,
    ],
  ])('that cannot start gives the reason in its log: %o', async (line, expected) => {
    const script = `console.error(${JSON.stringify(JSON.stringify(line))}); process.exit(1);`;
    await expect(group.start(await program(script))).rejects.toThrow(expected);
  });

  it('that fails without a word is told by its exit code and its log', async () => {
    const failing = await program('process.exit(7)');
    await expect(group.start(failing)).rejects.toThrow(
      `thing ended with exit code 7: see ${failing.logFile}`,
    );
  });

  it('does not give the reason of an earlier run', async () => {
    await expect(
      group.start(await program(`process.stderr.write('thing: first\\n'); process.exit(1);`)),
    ).rejects.toThrow('thing: first');
    await expect(group.start(await program('process.exit(2)'))).rejects.toThrow('exit code 2');
  });

  it('is gone when it is killed', async () => {
    const running = await group.start(await program(service));
    await running.kill();
    expect(await running.ended).toEqual({ code: null, signal: 'SIGKILL' });
  });
});

describe('a group', () => {
  it('ends all that it started, also what is not ready yet, and starts nothing more', async () => {
    const running = await group.start(await program(service));
    const starting = group.start(await program('setInterval(() => undefined, 1000)'));
    const outcome = expect(starting).rejects.toThrow('SIGTERM');
    await group.end();
    await outcome;
    expect(await running.ended).toEqual({ code: null, signal: 'SIGTERM' });
    await expect(group.start(await program(service))).rejects.toThrow('stopped while starting');
  });

  it('runs a task to its end', async () => {
    await expect(group.run(await program('process.exit(0)'))).resolves.toBeUndefined();
    const failing = program(`process.stderr.write('thing: line 3 is wrong\\n'); process.exitCode = 1;`);
    await expect(group.run(await failing)).rejects.toThrow(/^thing: line 3 is wrong$/);
  });
});
