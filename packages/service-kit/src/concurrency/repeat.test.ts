import { expect, it } from 'vitest';
import { createLogger } from '../logger.js';
import { repeat } from './repeat.js';

it('repeats work after a failure too, logs the failure, and ends with the present run', async () => {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'warn' }, { write: (line) => lines.push(line) });
  let runs = 0;
  let isRunning = false;
  const run = async () => {
    runs += 1;
    if (runs === 2) throw new Error('a test wants this to fail');
    isRunning = true;
    await new Promise((resolve) => setTimeout(resolve, 20));
    isRunning = false;
  };
  const repetition = repeat({ run, everyMs: 1, logger, failure: 'it cannot be done now' });
  await expect.poll(() => runs >= 4 && isRunning).toBe(true);
  await repetition.stop();
  const ended = runs;
  expect(isRunning).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs).toBe(ended);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('it cannot be done now');
});
