import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';

function capture() {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info' }, { write: (line) => void lines.push(line) });
  return { logger, lines };
}

describe('the log', () => {
  it('keeps a hostile name inside one JSON line', () => {
    const { logger, lines } = capture();
    const name = 'x\n{"level":"fatal"}\u001b[2J';
    logger.info({ operation: name }, 'done');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', service: 'test', operation: name });
  });

  it.each(['password', 'accessToken', 'refreshToken', 'authorization', 'supergraph-envelope'])(
    'never holds a %s, at any of the depths that we log at',
    (field) => {
      const { logger, lines } = capture();
      logger.info({ [field]: 'hunter2', input: { [field]: 'hunter2', deep: { [field]: 'hunter2' } } }, 'x');
      expect(lines.join('')).not.toContain('hunter2');
      expect(lines.join('')).toContain('[redacted]');
    },
  );
});
