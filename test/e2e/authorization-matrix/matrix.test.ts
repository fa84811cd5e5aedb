import { beforeAll, describe, expect, it } from 'vitest';
import { createClient, signIn, type Client, type GraphQLAnswer } from '../support/client.js';
import { sharedSupergraph } from '../support/supergraph.js';
import { readMatrixFields, type MatrixField } from './fields.js';
import { matrixFileOf, matrixFiles, probe } from './probes.js';

/** Tests this field last, because it revokes the callers' access tokens. */
const endsTokens = ({ field }: MatrixField) => field === 'signOutEverywhere';
const allFields = readMatrixFields();
const fields = [...allFields.filter((field) => !endsTokens(field)), ...allFields.filter(endsTokens)];
const callers = ['anonymous', 'customer', 'other customer', 'staff', 'admin'] as const;

let clients: Readonly<Record<(typeof callers)[number], Client>>;
beforeAll(async () => {
  const { url } = await sharedSupergraph();
  clients = {
    anonymous: createClient(url),
    customer: await signIn(url, 'vinet@northwind.example'),
    'other customer': await signIn(url, 'tomsp@northwind.example'),
    staff: await signIn(url, 'staff@demo.shop'),
    admin: await signIn(url, 'admin@demo.shop'),
  };
});

/** Names the caller's result as the matrix does. */
function classify(answer: GraphQLAnswer, path: readonly string[]): string {
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.code);
  if (codes.includes('UNAUTHORIZED_FIELD_OR_TYPE')) return 'refused';
  if (codes.length > 0) return codes.join(', ');
  let value: unknown = answer.data;
  for (const name of path) value = (value as Record<string, unknown> | null)?.[name] ?? null;
  return value === null ? 'null' : 'value';
}

async function readRows() {
  const rows = [];
  for (const field of fields) {
    const { query, path } = probe(field);
    const cells = await Promise.all(
      callers.map(async (caller) => {
        if (field.type !== 'Subscription') return classify(await clients[caller].ask(query), path);
        const answer = await clients[caller].open(query);
        return answer === undefined ? 'opened' : classify(answer, path);
      }),
    );
    rows.push({ field, cells });
  }
  return rows;
}

describe('the authorization matrix', () => {
  it('knows what is protected by the name that the supergraph gives the directive', () => {
    const rows = readMatrixFields(`
      schema
        @link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "auth")
        @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: [{ name: "@requiresScopes", as: "@scopes" }])
        @link(url: "https://specs.apollo.dev/inaccessible/v0.2", import: [{ name: "@inaccessible", as: "@internal" }])
      { query: Query }
      type Query { public: ID mine: ID @auth hidden: ID @internal }
      type Ledger { total: ID @scopes(scopes: [["read"]]) note: ID }
    `);
    expect(rows.map((row) => [`${row.type}.${row.field}`, row.protected])).toEqual([
      ['Query.public', false],
      ['Query.mine', true],
      ['Ledger.total', true],
    ]);
  });

  it('is what callers get', { timeout: 60_000 }, async () => {
    const rows = await readRows();
    for (const { field, cells } of rows) {
      if (field.protected)
        expect(cells[0], `${field.type}.${field.field} for anonymous callers`).toBe('refused');
    }
    for (const file of matrixFiles()) {
      const lines = rows
        .filter(({ field }) => matrixFileOf(field) === file)
        .map(({ field, cells }) => `| ${field.type}.${field.field} | ${cells.join(' | ')} |`);
      const head = ['| field |', ...callers.map((caller) => ` ${caller} |`)].join('');
      const table = [head, `| --- |${' --- |'.repeat(callers.length)}`, ...lines.sort()].join('\n');
      await expect(`${table}\n`).toMatchFileSnapshot(file);
    }
  });
});
