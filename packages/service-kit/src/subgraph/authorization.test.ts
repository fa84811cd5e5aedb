import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../envelope/caller.js';
import { StartError } from '../start-error.js';
import { enforceAuthorization } from './authorization.js';

const FEDERATION = 'url: "https://specs.apollo.dev/federation/v2.9"';
const linking = (link: string, types: string) => `extend schema @link(${link}) ${types}`;

function protect(sdl: string) {
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: { Query: { x: () => ({ y: 'shown' }) }, T: { y: () => 'shown' } },
  });
  enforceAuthorization(schema);
  return schema;
}

/** The error code of `{ x }`, or its value. */
async function asked(sdl: string, caller: { subject?: string; scopes?: string[] } = {}): Promise<unknown> {
  const contextValue: { caller: Caller } = {
    caller: {
      subject: caller.subject,
      scopes: new Set(caller.scopes),
      service: 'router',
      requestId: 'r',
    },
  };
  const { data, errors } = await graphql({ schema: protect(sdl), source: '{ x { y } }', contextValue });
  return errors === undefined ? data?.x : errors[0]?.extensions.code;
}

const T = 'type T { y: String }';
const renamed = (name: string, as: string) => `${FEDERATION}, import: [{ name: "@${name}", as: "@${as}" }]`;
const scopes = '(scopes: [["read"]])';

describe('a subgraph enforces', () => {
  it.each<[string, string, string, string]>([
    [
      '@authenticated',
      'UNAUTHENTICATED',
      `${FEDERATION}, import: ["@authenticated"]`,
      `type Query { x: T @authenticated } ${T}`,
    ],
    [
      '@authenticated renamed',
      'UNAUTHENTICATED',
      renamed('authenticated', 'auth'),
      `type Query { x: T @auth } ${T}`,
    ],
    [
      '@authenticated not imported',
      'UNAUTHENTICATED',
      FEDERATION,
      `type Query { x: T @federation__authenticated } ${T}`,
    ],
    [
      '@authenticated under another prefix',
      'UNAUTHENTICATED',
      `${FEDERATION}, as: "fed"`,
      `type Query { x: T @fed__authenticated } ${T}`,
    ],
    [
      '@authenticated renamed, on what a field returns',
      'UNAUTHENTICATED',
      renamed('authenticated', 'auth'),
      'type Query { x: T } type T @auth { y: String }',
    ],
    [
      '@authenticated renamed, on an extension of what a field returns',
      'UNAUTHENTICATED',
      renamed('authenticated', 'auth'),
      `type Query { x: T } ${T} extend type T @auth { z: String }`,
    ],
    [
      '@authenticated renamed, on a scalar',
      'UNAUTHENTICATED',
      renamed('authenticated', 'auth'),
      'type Query { x: T } type T { y: S } scalar S @auth',
    ],
    [
      '@requiresScopes renamed',
      'UNAUTHENTICATED',
      renamed('requiresScopes', 'needs'),
      `type Query { x: T @needs${scopes} } ${T}`,
    ],
    [
      '@requiresScopes not imported',
      'UNAUTHENTICATED',
      FEDERATION,
      `type Query { x: T @federation__requiresScopes${scopes} } ${T}`,
    ],
    [
      '@inaccessible renamed',
      'FORBIDDEN',
      renamed('inaccessible', 'internal'),
      `type Query { x: T @internal } ${T}`,
    ],
    [
      '@inaccessible not imported',
      'FORBIDDEN',
      FEDERATION,
      `type Query { x: T @federation__inaccessible } ${T}`,
    ],
    [
      '@authenticated of its own specification',
      'UNAUTHENTICATED',
      `${FEDERATION}) @link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "auth"`,
      `directive @auth on FIELD_DEFINITION type Query { x: T @auth } ${T}`,
    ],
  ])('%s: %s', async (_name, code, link, types) => {
    expect(await asked(linking(link, types))).toBe(code);
  });

  it('scopes under another name, and no other protection that has theirs', async () => {
    const imports =
      'import: [{ name: "@requiresScopes", as: "@authenticated" }, { name: "@authenticated", as: "@auth" }]';
    const sdl = linking(`${FEDERATION}, ${imports}`, `type Query { x: T @authenticated${scopes} } ${T}`);
    expect(await asked(sdl, { subject: 'ada' })).toBe('FORBIDDEN');
    expect(await asked(sdl, { subject: 'ada', scopes: ['read'] })).toMatchObject({ y: 'shown' });
  });

  it('nothing that the links do not make a protection', async () => {
    const sdl = linking(FEDERATION, `directive @auth on FIELD_DEFINITION type Query { x: T @auth } ${T}`);
    expect(await asked(sdl)).toMatchObject({ y: 'shown' });
  });
});

describe('a subgraph does not start', () => {
  it.each<[string, string]>([
    [`${FEDERATION}, import: ["@policy"]`, 'policy'],
    [renamed('policy', 'rule'), 'rule'],
    [FEDERATION, 'federation__policy'],
    [`${FEDERATION}, as: "fed"`, 'fed__policy'],
  ])('with a policy: @link(%s), @%s', (link, name) => {
    const sdl = linking(link, `type Query { x: T @${name}(policies: [["p"]]) } ${T}`);
    expect(() => protect(sdl)).toThrow(StartError);
  });
});

it.each<[string, unknown, unknown]>([
  ['[[]]', 'UNAUTHENTICATED', { y: 'shown' }],
  ['[]', 'UNAUTHENTICATED', 'FORBIDDEN'],
  ['[["read"], []]', 'UNAUTHENTICATED', { y: 'shown' }],
])('scopes %s mean the same as in the router', async (list, anonymous, signedIn) => {
  const link = `${FEDERATION}, import: ["@requiresScopes"]`;
  const sdl = linking(link, `type Query { x: T @requiresScopes(scopes: ${list}) } ${T}`);
  expect(await asked(sdl)).toEqual(anonymous);
  expect(await asked(sdl, { subject: 'somebody' })).toEqual(signedIn);
});
