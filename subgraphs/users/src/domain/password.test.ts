import { describe, expect, it } from 'vitest';
import { commonPasswords } from './common-passwords.js';
import { findPasswordFault, isPossiblePassword, normalisePassword } from './password.js';

const ada = { name: 'Ada Lovelace', email: 'ada.lovelace@example.com' };

describe('a new password', () => {
  it.each([
    'ada and her engine',
    'lovelace1815',
    'x7!kQ2#p',
    '  spaces count  ',
    'пароль-из-букв',
    '🦊🐻🐼🐨🐯🦁🐮🐷',
    'k'.repeat(128),
  ])('may be %j', (password) => {
    expect(findPasswordFault(password, ada)).toBeUndefined();
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
    ['supergraph-demo', /most common/],
    ['Supergraph-Demo', /most common/],
    ['ada.lovelace@example.com', /name or email/],
    ['Ada.Lovelace@Example.com', /name or email/],
    ['ada.lovelace', /name or email/],
    ['AdaLovelace', /name or email/],
    ['Ada Lovelace', /name or email/],
    ['Àda Lovelace!', /name or email/],
  ])('may not be %j', (password, reason) => {
    expect(findPasswordFault(password, ada)).toMatch(reason);
  });

  it('of symbols alone is not taken for a name of symbols', () => {
    expect(findPasswordFault('🦊🐻🐼🐨🐯🦁🐮🐷', { ...ada, name: '🦊' })).toBeUndefined();
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
