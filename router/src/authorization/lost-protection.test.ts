import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { findAuthorizationNames } from './strip.js';

const spec = 'https://specs.apollo.dev';

function supergraph(links: string, body: string) {
  return parse(`schema @link(url: "${spec}/link/v1.0") ${links} { query: Query } ${body}`);
}

const signedIn = 'directive @authenticated on OBJECT type Query @authenticated { a: Int }';
const scoped =
  'directive @requiresScopes(scopes: [[String]]) on OBJECT type Query @requiresScopes(scopes: [["a"]]) { a: Int }';

describe('a supergraph whose protection would be lost', () => {
  it.each<[string, string, string, RegExp]>([
    ['whose link was removed', '', signedIn, /@authenticated, and no @link/],
    ['whose link was removed', '', scoped, /@requiresScopes, and no @link/],
    ['whose link and definition were removed', '', 'type Query @policy { a: Int }', /@policy, and no @link/],
    [
      'whose link is of no version',
      `@link(url: "${spec}/authenticated/0.1", for: SECURITY)`,
      signedIn,
      /@authenticated, and no @link/,
    ],
    ['linked under another name', `@link(url: "${spec}/authenticated/v0.1", as: "rs")`, signedIn, /@rs/],
    ['linked under another name', `@link(url: "${spec}/requiresScopes/v0.1", as: "rs")`, scoped, /@rs/],
    [
      'linked and defined under another name than it is used by',
      `@link(url: "${spec}/authenticated/v0.1", as: "rs")`,
      `directive @rs on OBJECT ${signedIn}`,
      /@authenticated, and no @link/,
    ],
    [
      'under a prefix that is nobody’s',
      '',
      'directive @x__authenticated on OBJECT type Query @x__authenticated { a: Int }',
      /@x__authenticated/,
    ],
    [
      'linked twice',
      `@link(url: "${spec}/authenticated/v0.1") @link(url: "${spec}/authenticated/v0.1", as: "b")`,
      `directive @b on OBJECT ${signedIn}`,
      /more than once/,
    ],
    [
      'on an extension',
      `@link(url: "${spec}/authenticated/v0.1")`,
      'directive @authenticated on OBJECT type Query { a: Int } extend type Query @authenticated { b: Int }',
      /on an extension/,
    ],
  ])('is refused: %s', (_name, links, body, message) => {
    expect(() => findAuthorizationNames(supergraph(links, body))).toThrow(message);
  });

  it.each<[string, string, string, string | undefined]>([
    ['linked by its name', `@link(url: "${spec}/authenticated/v0.1")`, signedIn, 'authenticated'],
    [
      'linked by another name',
      `@link(url: "${spec}/authenticated/v0.1", import: [{ name: "@authenticated", as: "@known" }])`,
      'directive @known on OBJECT type Query @known { a: Int }',
      'known',
    ],
    [
      'of another specification',
      '@link(url: "https://shop.example/rules/v1.0", import: ["@authenticated"])',
      signedIn,
      undefined,
    ],
    ['of no such name', '', 'directive @other on OBJECT type Query @other { a: Int }', undefined],
  ])('is not one %s', (_name, links, body, authenticated) => {
    expect(findAuthorizationNames(supergraph(links, body))?.authenticated).toBe(authenticated);
  });
});
