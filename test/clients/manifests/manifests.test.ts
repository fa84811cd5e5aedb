import { ApolloClient, gql, HttpLink, InMemoryCache, type TypedDocumentNode } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists';
import { generate } from '@graphql-codegen/cli';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client, fetchExchange } from 'urql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAnotherRouter, type RouterProcess } from '../../e2e/support/router-process.js';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';
import { compileRelay } from '../relay/compile.js';
import { createRecordingFetch } from '../support/recording-fetch.js';

const root = resolve(import.meta.dirname, '../../..');
const operations = join(root, 'schema/operations');
const ourManifest = join(operations, 'manifest.json');
const tool = createRequire(import.meta.url).resolve('@apollo/generate-persisted-query-manifest/cli.js');

interface Manifest {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: {
    id: string;
    name: string;
    type: 'query' | 'mutation' | 'subscription';
    body: string;
  }[];
}
interface Found {
  readonly products: {
    readonly nodes: readonly {
      readonly id: string;
      readonly price: { readonly amount: string };
      readonly category: { readonly id: string };
    }[];
  };
}

type TextsById = Readonly<Record<string, string>>;

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** The manifest that Apollo's tool generates for the files of all clients. */
async function runApolloTool(folder: string): Promise<Manifest> {
  const output = join(folder, 'apollo.json');
  const config = { documents: [`${operations}/*/**/*.graphql`], output };
  await writeFile(join(folder, 'persisted-query-manifest.config.json'), JSON.stringify(config));
  await promisify(execFile)(process.execPath, [tool], { cwd: folder });
  return (await readJson(output)) as Manifest;
}

/** The documents that the client preset persists for the files of all clients. */
async function runClientPreset(folder: string): Promise<string> {
  await generate(
    {
      schema: join(root, 'schema/api.graphql'),
      documents: [`${operations}/*/**/*.graphql`],
      generates: { [`${folder}/gql/`]: { preset: 'client', presetConfig: { persistedDocuments: true } } },
      silent: true,
    },
    true,
  );
  return join(folder, 'gql/persisted-documents.json');
}

/** The web shop's documents, renamed as the Relay compiler requires: module name first, operation type last. */
async function readForRelay(): Promise<string[]> {
  const web = join(operations, 'web');
  const files = (await readdir(web, { recursive: true })).filter((name) => name.endsWith('.graphql'));
  const texts = await Promise.all(files.map((name) => readFile(join(web, name), 'utf8')));
  // Relay does not allow default values for non-null variables, and requires an alias for a fragment that may not
  // match.
  const taken = texts.filter((text) => !text.includes('! = '));
  return taken.map((text) =>
    text
      .replace(/\b(query|mutation|subscription) (\w+)/, (_match, type: string, name: string) => {
        return `${type} shop${name}${type.charAt(0).toUpperCase()}${type.slice(1)}`;
      })
      .replace(/(\.\.\.|fragment )(?!on\b)(\w+)/g, '$1shop_$2')
      .replaceAll('...shop_WebUserError', '...shop_WebUserError @alias'),
  );
}

describe('a router that accepts registered operations alone', () => {
  let folder: string;
  let router: RouterProcess | undefined;
  let url: string;
  let ours: Manifest;
  let theirs: Manifest;
  let byPreset: TextsById;
  let byRelay: TextsById;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'manifests-'));
    ours = (await readJson(ourManifest)) as Manifest;
    theirs = await runApolloTool(folder);
    const preset = await runClientPreset(folder);
    byPreset = (await readJson(preset)) as TextsById;
    const { manifest: relay } = await compileRelay(join(folder, 'relay'), await readForRelay(), {
      persisted: true,
    });
    byRelay = (await readJson(relay)) as TextsById;
    const paths = [ourManifest, join(folder, 'apollo.json'), preset, relay].join(',');
    router = await startAnotherRouter(await sharedSupergraph(), {
      TRUSTED_DOCUMENTS: 'enforce',
      TRUSTED_DOCUMENTS_PATH: paths,
    });
    ({ url } = router);
  });
  afterAll(async () => {
    await router?.stop();
    await rm(folder, { recursive: true });
  });

  async function ask(documentId: string, variables: object = {}) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId, variables }),
    });
    return (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  }

  it("has in its own manifest the ids and texts of Apollo's tool", () => {
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(ours.operations).toEqual([...theirs.operations].sort(byName));
  });

  it.each([
    ['the client preset', () => byPreset],
    ['the Relay compiler', () => byRelay],
  ])('knows every operation under the id that %s gave it', async (_name, texts) => {
    const entries = Object.entries(texts());
    expect(entries.length).toBeGreaterThan(20);
    for (const [id, text] of entries) {
      const { errors = [] } = await ask(id);
      const codes = errors.map(({ extensions }) => extensions.code);
      // A query or mutation may fail only for a missing variable or a missing caller. A subscription needs a stream.
      const expected = /\bsubscription \w/.test(text)
        ? ['BAD_REQUEST']
        : ['BAD_USER_INPUT', 'UNAUTHORIZED_FIELD_OR_TYPE', 'UNAUTHENTICATED'];
      expect(codes.filter((code) => !expected.includes(code))).toEqual([]);
    }
  });

  const search = async () =>
    gql(
      [
        await readFile(join(operations, 'web/search.graphql'), 'utf8'),
        ...(await Promise.all(
          ['product-card', 'money', 'page'].map((name) =>
            readFile(join(operations, `web/fragments/${name}.graphql`), 'utf8'),
          ),
        )),
      ].join('\n'),
    );

  it('answers Apollo Client, which takes the manifest of codegen as it is and loses no field', async () => {
    const { sent, fetch } = createRecordingFetch();
    const loadManifest = () => Promise.resolve(ours);
    const persist = new PersistedQueryLink(generatePersistedQueryIdsFromManifest({ loadManifest }));
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: persist.concat(new HttpLink({ uri: url, fetch })),
    });
    const query: TypedDocumentNode<Found> = await search();
    const { data } = await client.query({
      query,
      variables: { words: 'chai' },
    });
    const [product] = data?.products.nodes ?? [];
    expect(client.cache.extract()).toHaveProperty([`Product:${String(product?.id)}`, 'price', 'amount']);
    expect(client.cache.extract()).toHaveProperty([`Category:${String(product?.category.id)}`, 'name']);
    expect(sent.map(({ body }) => body.includes('"query"'))).toEqual([false]);
  });

  it('answers urql with Graphcache by the ids of the manifest', async () => {
    const idOf = (name: string) => ours.operations.find((each) => each.name === name)?.id ?? '';
    const persist = persistedExchange({
      enforcePersistedQueries: true,
      generateHash: () => Promise.resolve(idOf('WebSearch')),
    });
    const keys = { Money: () => null };
    const client = new Client({ url, exchanges: [cacheExchange({ keys }), persist, fetchExchange] });
    const { data, error } = await client.query<Found>(await search(), { words: 'chai' }).toPromise();
    expect(error).toBeUndefined();
    expect(data?.products.nodes[0]?.price.amount).toBe('18.00');
  });

  it('refuses every other operation', async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ categories { id } }' }),
    });
    expect(await response.text()).toContain('OPERATION_NOT_TRUSTED');
  });
});
