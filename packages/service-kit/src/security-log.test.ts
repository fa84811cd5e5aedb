import { expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { createSecurityLog } from './security-log.js';

it.each(['info', 'warn', 'fatal', 'silent'])('is written at the level %s', (level) => {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level }, { write: (line) => void lines.push(line) });
  const ofRequest = logger.child({ requestId: 'r' });
  createSecurityLog(ofRequest)('envelope refused', { address: '203.0.113.7' });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({
      level: 'info',
      stream: 'security',
      requestId: 'r',
      address: '203.0.113.7',
      msg: 'envelope refused',
    }),
  ]);
  logger.debug('x');
  expect(lines).toHaveLength(1);
});
