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

it('tells the sessions of one subject apart, for a subgraph is told which one asks', () => {
  const inSession = (session?: string) =>
    identityOf({ subject: 'ann', session, scopes: new Set(), claims: {} });
  expect(new Set([inSession(), inSession('s1'), inSession('s2')]).size).toBe(3);
});

it('takes no notice of the order of scopes', () => {
  expect(identity('ann', 'b', 'a')).toBe(identity('ann', 'a', 'b'));
});
