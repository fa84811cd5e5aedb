import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestContext } from './context.js';
import { loadPolicies } from './policies.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'policies-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}

describe('a policies module', () => {
  it('gives functions by name, which hold only when they say true', async () => {
    const path = await write(
      'good.mjs',
      'export const policies = { yes: () => true, truthy: () => 1, no: () => false };',
    );
    const policies = await loadPolicies(path);
    const held = [...policies].map(([name, policy]) => [name, policy({} as RequestContext)]);
    expect(held).toEqual([
      ['yes', true],
      ['truthy', false],
      ['no', false],
    ]);
  });

  it('is not needed', async () => {
    expect(await loadPolicies(undefined)).toEqual(new Map());
  });

  it.each([
    ['throws', 'throw new Error("broken")', 'cannot load'],
    ['exports nothing', '', 'does not export policies'],
    ['exports no functions', 'export const policies = { adult: true };', 'adult is not a function'],
  ])('that %s ends the start', async (name, text, message) => {
    await expect(loadPolicies(await write(`${name}.mjs`, text))).rejects.toThrow(message);
  });

  it('that is not there ends the start', async () => {
    await expect(loadPolicies(join(directory, 'none.mjs'))).rejects.toThrow('cannot load');
  });
});
