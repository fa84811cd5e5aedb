import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/server.js';
import { soakRounds } from '../testing/config.js';
import { killRounds } from '../testing/kill-rounds.js';

it(
  `finds every acknowledged write after SIGKILL, ${soakRounds} times`,
  { timeout: soakRounds * 60_000 },
  async () => {
    const rounds = await killRounds(temporaryDirectory(), soakRounds);
    expect(rounds.flatMap(({ problems }) => problems)).toEqual([]);
    expect(rounds.at(-1)?.acknowledged).toBeGreaterThan(soakRounds);
  },
);
