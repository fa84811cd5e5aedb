import { describe, expect, it } from 'vitest';
import { readAddress, readName, type Findings } from './profile-input.js';

const address = { recipient: ' Ada ', street: '12 Main St', city: 'London', country: 'UK' };

function findings(read: (found: Findings) => unknown): string[] {
  const collected: Findings = { found: [] };
  read(collected);
  return collected.found.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('a profile', () => {
  it('is kept without the spaces around its texts', () => {
    const collected: Findings = { found: [] };
    expect(readName(collected, '  Ada Lovelace ')).toBe('Ada Lovelace');
    expect(readAddress(collected, [], { ...address, region: ' ', postalCode: null })).toEqual({
      recipient: 'Ada',
      street: '12 Main St',
      city: 'London',
      region: null,
      postalCode: null,
      country: 'UK',
    });
    expect(collected.found).toEqual([]);
  });

  it('tells of every text that does not do, at its path', () => {
    const bad = {
      ...address,
      recipient: ' ',
      city: 'x'.repeat(101),
      postalCode: '1\n2',
      country: 'U\u202eK',
    };
    expect(findings((found) => readAddress(found, ['defaultAddress'], bad))).toEqual([
      'defaultAddress.recipient: Give at least one character.',
      'defaultAddress.city: Give at most 100 characters.',
      'defaultAddress.postalCode: Give one line of plain text, without control or invisible characters.',
      'defaultAddress.country: Give one line of plain text, without control or invisible characters.',
    ]);
  });

  it.each([
    'a\0b',
    'a\x1b[31mb',
    'a\r\nb',
    'half a pair \ud83e',
    'zero\u200bwidth',
    'two\u2028lines',
    'tag\u{e0041}',
  ])('has no name like %j', (name) => {
    expect(findings((found) => readName(found, name))).toHaveLength(1);
  });
});
