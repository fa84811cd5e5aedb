import { expect, test } from 'vitest';
import { createLogger } from '../logger.js';
import { createFailureLog } from './failure-log.js';
import { OutboundError } from './outcome.js';

test('failures that follow the first are counted, and told together', async () => {
  const lines: { outcome: string; count: number }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as { outcome: string; count: number });
  const failures = createFailureLog(createLogger({ service: 'test', level: 'warn' }, { write }), 'shop', 20);
  for (let time = 0; time < 8; time += 1) failures.note(new OutboundError('refused', 'status 401'), 'r1');
  expect(lines).toHaveLength(1);
  await expect
    .poll(() => lines.map(({ outcome, count }) => [outcome, count]))
    .toEqual([
      ['refused', 1],
      ['refused', 7],
    ]);
  failures.close();
});
