import { describe, expect, it } from 'vitest';
import { commonPasswords } from './common-passwords.js';
import { findPasswordFault, isPossiblePassword, normalisePassword } from './password.js';

describe('a new password', () => {
  it.each([
    'supergraph-demo',
    'x7!kQ2#p',
    '  spaces count  ',
    'пароль-из-букв',
    '🦊🐻🐼🐨🐯🦁🐮🐷',
    'k'.repeat(128),
  ])('may be %j', (password) => {
    expect(findPasswordFault(password)).toBeUndefined();
  });

  it.each([
    ['', /at least 8/],
    ['x7!kQ2#', /at least 8/],
    ['🦊🐻🐼🐨', /at least 8/],
    ['k'.repeat(129), /at most 128/],
    ['k'.repeat(5_000_000), /at most 128/],
    ['password', /most common/],
    ['PassWord1', /most common/],
    ['12345678', /most common/],
    ['ｐａｓｓｗｏｒｄ', /most common/],
  ])('may not be %j', (password, reason) => {
    expect(findPasswordFault(password)).toMatch(reason);
  });

  it('is the same password from a keyboard that composes its letters otherwise', () => {
    expect(normalisePassword('cafe\u0301-au-lait')).toBe(normalisePassword('caf\u00e9-au-lait'));
  });

  it('that nobody can have is told before it is hashed', () => {
    expect([isPossiblePassword('k'.repeat(128)), isPossiblePassword('k'.repeat(129))]).toEqual([true, false]);
  });
});

describe('the common passwords', () => {
  it('are thousands, in the form they are compared in', () => {
    expect(commonPasswords.size).toBe(3_000);
    const odd = [...commonPasswords].filter(
      (password) => password.length < 8 || password !== normalisePassword(password).toLowerCase(),
    );
    expect(odd).toEqual([]);
  });
});
