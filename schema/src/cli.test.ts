import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

it('takes a reader that leaves for no failure', { timeout: 60_000 }, async () => {
  const args = ['--conditions=source', '--import', 'tsx', resolve(import.meta.dirname, 'cli.ts'), '--help'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  await once(child, 'close');
  expect(errors).toEqual([]);
  expect(child.exitCode).toBe(0);
});
