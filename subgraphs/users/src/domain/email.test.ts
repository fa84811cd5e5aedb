import { describe, expect, it } from 'vitest';
import { normaliseEmail } from './email.js';

describe('an email address', () => {
  it.each([
    ['  Ada.Lovelace+shop@Example.COM ', 'ada.lovelace+shop@example.com'],
    ["o'brien@mail.example.org", "o'brien@mail.example.org"],
    ['ada@münchen.example', 'ada@xn--mnchen-3ya.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is kept as %j', (text, normal) => {
    expect(normaliseEmail(text)).toBe(normal);
  });

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@ex%61mple.com',
    'ada@example%2ecom',
    'ada@exam\u00adple.com',
    'ada@exam\u200bple.com',
    'ada@localhost',
    'ada@example.c',
    'ada@exa mple.com',
    'a da@example.com',
    '.ada@example.com',
    'ada..l@example.com',
    'ada@example..com',
    'ada@-example.com',
    'ada@127.0.0.1',
    'ada@[::1]',
    'ada@example.com\nbcc: eve@example.com',
    'ada\0@example.com',
    'аda@example.com', // a Cyrillic а
    '"ada"@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a.'.repeat(130)}com`,
    `${'a'.repeat(1_000_000)}@example.com`,
  ])('%j is none', (text) => {
    expect(normaliseEmail(text)).toBeUndefined();
  });
});
