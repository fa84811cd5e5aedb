import { hash } from '@node-rs/argon2';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { createPasswordHasher, hashParameters, type PasswordHasherOptions } from './hasher.js';

const cheap = { memoryCost: 1_024, timeCost: 1, parallelism: 1 };
const create = (options: Partial<PasswordHasherOptions> = {}, registry = new Registry()) =>
  createPasswordHasher({ registry, concurrency: 2, parameters: cheap, ...options });

describe('passwords', () => {
  it('are hashed with argon2id at the strength that OWASP asks for', async () => {
    const passwords = await create({ parameters: hashParameters });
    expect(await passwords.hash('a long enough one')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('are compared in one form', async () => {
    const passwords = await create();
    const known = await passwords.hash('cafe\u0301-au-lait');
    expect(await passwords.verify(known, 'caf\u00e9-au-lait')).toBe(true);
    expect(await passwords.verify(known, 'cafe-au-lait')).toBe(false);
  });

  it('are never right for nobody, nor when nobody can have them', async () => {
    const passwords = await create();
    expect(await passwords.verify(undefined, '')).toBe(false);
    // A password that is too long is compared as the empty text, which nobody can set as a password.
    expect(await passwords.verify(await hash('', cheap), 'k'.repeat(129))).toBe(false);
  });

  it('are outdated when hashed at less than today’s cost, and not when at more', async () => {
    const passwords = await create({ parameters: hashParameters });
    const hashed = (change: Partial<typeof hashParameters>) => hash('x', { ...hashParameters, ...change });
    expect(passwords.isOutdated(await hashed({ memoryCost: 19_455 }))).toBe(true);
    expect(passwords.isOutdated(await hashed({ timeCost: 1 }))).toBe(true);
    expect(passwords.isOutdated(await hashed({}))).toBe(false);
    expect(passwords.isOutdated(await hashed({ timeCost: 3 }))).toBe(false);
  });
});
