import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@requiresScopes"])
    type Query { open: String  orders: String @requiresScopes(scopes: [["orders:read"]]) }`,
  resolvers: { Query: { open: () => 'open', orders: () => 'orders' } },
};

const guide = readFileSync(resolve(import.meta.dirname, '../../../docs/identity.md'), 'utf8');

/** The variables that docs/identity.md gives for a provider, but for the address of its keys. */
function variablesFor(provider: string): Record<string, string> {
  const [, section = ''] = guide.split(`\n## ${provider}\n`);
  const [block = ''] = section.split('\n## ');
  const lines = [...block.matchAll(/^ {4}(JWT_\w+)=(.*)$/gm)];
  return Object.fromEntries(
    lines.flatMap(([, name = '', value = '']) => (name === 'JWT_JWKS_URL' ? [] : [[name, value]])),
  );
}

interface Provider {
  readonly name: string;
  readonly header: Readonly<Record<string, unknown>>;
  /** The claims of its access token, beside `iss`, `aud`, `sub`, `iat` and `exp`. */
  readonly claims: Readonly<Record<string, unknown>>;
  readonly audience: (audience: string) => unknown;
  readonly lifetimeS: number;
  /** Claims in which it puts permissions that are not scopes. */
  readonly otherGrants: Readonly<Record<string, unknown>>;
}

const providers: readonly Provider[] = [
  {
    name: 'Auth0',
    header: { typ: 'at+jwt' },
    claims: { client_id: 'web', scope: 'openid profile orders:read' },
    audience: (audience) => [audience, 'https://tenant.eu.auth0.com/userinfo'],
    lifetimeS: 86_400,
    otherGrants: { permissions: ['orders:read'] },
  },
  {
    name: 'Keycloak',
    header: { typ: 'JWT' },
    claims: { typ: 'Bearer', azp: 'web', sid: 'f0c1', scope: 'openid email orders:read' },
    audience: (audience) => [audience, 'account'],
    lifetimeS: 300,
    otherGrants: {
      realm_access: { roles: ['orders:read'] },
      resource_access: { web: { roles: ['orders:read'] } },
    },
  },
  {
    name: 'Entra ID',
    header: { typ: 'JWT' },
    claims: { ver: '2.0', azp: 'web', tid: 'tenant', oid: 'object', scp: 'User.Read orders:read' },
    audience: (audience) => audience,
    lifetimeS: 4_800,
    otherGrants: { roles: ['orders:read'] },
  },
];

describe.each(providers)(
  'tokens as $name issues them',
  ({ name, header, claims, audience, lifetimeS, otherGrants }) => {
    const variables = variablesFor(name);
    let router: TestRouter;
    beforeAll(async () => {
      router = await startTestRouter({ subgraphs: { shop }, environment: variables });
    });
    afterAll(() => router.close());

    function token(more: Readonly<Record<string, unknown>> = {}): string {
      const iat = Math.floor(Date.now() / 1_000) - 120;
      const issued = {
        iss: variables.JWT_ISSUER,
        aud: audience(variables.JWT_AUDIENCE ?? ''),
        iat,
        exp: iat + lifetimeS,
      };
      return router.issuer.sign({ ...issued, ...claims, ...more }, { header });
    }

    const askWith = async (more?: Readonly<Record<string, unknown>>) =>
      (await router.ask('{ open orders }', { token: token(more) })).body.data;

    it('are accepted with the variables of the guide, and bring their scopes', async () => {
      expect(await askWith()).toEqual({ open: 'open', orders: 'orders' });
    });

    it('bring no scopes by roles or permissions', async () => {
      expect(await askWith({ scope: undefined, scp: undefined, ...otherGrants })).toEqual({
        open: 'open',
        orders: null,
      });
    });

    it('are accepted up to their own end', async () => {
      const iat =
        Math.floor(Date.now() / 1_000) - Math.min(lifetimeS, Number(variables.JWT_MAX_AGE_S ?? 900)) + 60;
      expect(await askWith({ iat, exp: iat + lifetimeS })).toMatchObject({ orders: 'orders' });
    });

    it('are accepted after the provider has rotated its keys', async () => {
      await askWith();
      router.issuer.rotate(false);
      expect(await askWith()).toMatchObject({ orders: 'orders' });
    });
  },
);
