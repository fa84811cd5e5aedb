import { expect, it } from 'vitest';
import { identityOf } from './identity.js';

const identity = (subject: string | undefined, ...scopes: readonly string[]): string =>
  identityOf({ subject, scopes: new Set(scopes), claims: {} });

it('tells callers apart by subject and by scopes, whatever these look like', () => {
  const all = [
    identity(undefined),
    identity('ann'),
    identity('bob'),
    identity('ann', 'a'),
    identity('ann', 'a', 'b'),
    identity('ann', 'a b'),
    identity('ann', 'a,b'),
    identity('ann', 'a","b'),
    identity('null'),
    identity(''),
  ];
  expect(new Set(all).size).toBe(all.length);
});

it('takes no notice of the order of scopes', () => {
  expect(identity('ann', 'b', 'a')).toBe(identity('ann', 'a', 'b'));
});
