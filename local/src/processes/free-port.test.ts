import { expect, test, vi } from 'vitest';
import { freePort } from './free-port.js';

test('a port is given once, although its service does not listen yet', async () => {
  const random = vi.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValueOnce(0.5);
  const first = await freePort(new Set());
  const second = await freePort(new Set());
  random.mockRestore();
  expect(second).not.toBe(first);
});
