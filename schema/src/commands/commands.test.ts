import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { buildSchema } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkout, type Checkout } from '../testing/checkout.js';
import { checkCommand } from './check.js';
import { composeCommand } from './compose.js';
import { publishCommand } from './publish.js';
import { UsageError } from '../graph/usage-error.js';

const ORDERS = 'subgraphs/orders/schema.graphql';
const PRODUCTS = 'subgraphs/products/schema.graphql';

let published: Checkout;
let copy: Checkout;
let output = '';
const print = (text: string) => {
  output += text;
};
const check = (...args: readonly string[]) => checkCommand(copy.root, args, print);
const compose = () => composeCommand(copy.root, print);
const publish = (day = '2027-01-31') => publishCommand(copy.root, print, new Date(`${day}T12:00:00Z`));

beforeAll(async () => {
  published = copy = checkout();
  compose();
  await check('--update-plans');
  await publish('2026-12-31');
});

beforeEach(() => {
  copy = checkout(published);
  output = '';
});

afterEach(() => copy[Symbol.dispose]());
afterAll(() => published[Symbol.dispose]());

describe('schema:compose', () => {
  it('writes the same files whatever the order of the subgraphs', () => {
    const written = [copy.read('schema/supergraph.graphql'), copy.read('schema/api.graphql')];
    const subgraphs = JSON.parse(copy.read('schema/subgraphs.json')) as Record<string, unknown>;
    const reversed = Object.fromEntries(Object.entries(subgraphs).reverse());
    copy.write('schema/subgraphs.json', JSON.stringify(reversed));
    expect(compose()).toBe(0);
    expect([copy.read('schema/supergraph.graphql'), copy.read('schema/api.graphql')]).toEqual(written);
  });

  it('keeps what is @inaccessible out of the API', () => {
    expect(copy.read('schema/supergraph.graphql')).toContain('reserveOrders');
    expect(copy.read('schema/api.graphql')).not.toMatch(/reserveOrders|@inaccessible|_entities|join__/);
  });

  it('writes a supergraph that other routers load unchanged', () => {
    const sdl = copy.read('schema/supergraph.graphql');
    expect(() =>
      Supergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES }),
    ).not.toThrow();
    expect(() => buildSchema(sdl)).not.toThrow();
  });

  it('says file, line, code and hint of what does not compose, and writes nothing', () => {
    const before = copy.read('schema/supergraph.graphql');
    copy.edit(ORDERS, 'type Money @shareable', 'type Money');
    expect(compose()).toBe(2);
    expect(output).toMatch(/^subgraphs\/orders\/schema\.graphql:\d+: error INVALID_FIELD_SHARING: /);
    expect(output).toContain('hint: Mark the field @shareable');
    expect(copy.read('schema/supergraph.graphql')).toBe(before);
  });
});

describe('schema:check', () => {
  it('is content with the graph as published', async () => {
    expect(await check()).toBe(0);
    expect(output).toMatch(/^SAFE: nothing changes for clients\n/);
  });

  it('names the operations that a removed field breaks, with owner, subgraph and line', async () => {
    copy.removeField(ORDERS, 'Order.placedAt');
    expect(await check()).toBe(1);
    expect(output).toMatch(
      /^BREAKING: 1 change breaks \d+ operations of back-office, mobile-shop, web-account/,
    );
    expect(output).toContain('✗ Order.placedAt: removed');
    expect(output).toMatch(/in {5}orders, subgraphs\/orders\/schema\.graphql:\d+/);
    expect(output).toContain('WebOrderHistory, WebOrderPage (web-account)');
  });

  it('says what its manual shows, but for line numbers and counts', async () => {
    copy.removeField(ORDERS, 'Order.placedAt');
    await check();
    const manual = readFileSync(join(import.meta.dirname, '../../../docs/schema.md'), 'utf8');
    const [, sample] = /## Read a verdict\n\n([^]*?)\nThe first line/.exec(manual) ?? [];
    const shape = (text = '') => text.replace(/^ {4}/gm, '').replace(/\d+/g, 'N').trim();
    expect(shape(sample)).toBe(output.replace(/\d+/g, 'N').trim());
  });

  it('lets an unused field go only with an acknowledgement', async () => {
    copy.removeField(PRODUCTS, 'Product.createdAt');
    compose();
    expect(await check()).toBe(1);
    expect(output).toContain('used by no registered operation');
    const [, change] = /to let it pass: "([^"]+)"/.exec(output) ?? [];
    const reason = 'No client ever asked for it, and it cost an index.';
    copy.write('schema/acknowledged.json', JSON.stringify([{ change, reason, date: '2027-01-30' }]));
    expect(await check()).toBe(0);
  });

  it('lets no acknowledgement of one change hide another', async () => {
    copy.edit(
      PRODUCTS,
      '  "The product\'s name."\n  name: String!',
      '  "Its name."\n  name: String! @authenticated',
    );
    copy.removeField(PRODUCTS, 'Product.stock');
    copy.edit(PRODUCTS, 'import: [', 'import: ["@authenticated", ');
    const names = [
      'PROTECTION_ADDED Product.name: open to anyone → @authenticated',
      'FIELD_REMOVED Product.stock',
    ];
    const reason = 'Every client signs in before it asks.';
    const acknowledged = names.map((change) => ({ change, reason, date: '2027-01-30' }));
    copy.write('schema/acknowledged.json', JSON.stringify(acknowledged));
    expect(await check()).toBe(1);
    expect(output).toContain('✓ Product.name: open to anyone → @authenticated');
    expect(output).toContain('✗ Product.stock: removed');
  });

  it('cannot compose: exit 2', async () => {
    copy.edit(PRODUCTS, 'type Money @shareable', 'type Money');
    expect(await check()).toBe(2);
    expect(output).toMatch(/^CANNOT COMPOSE: /);
  });

  it('cannot even parse: exit 2, with the line', async () => {
    copy.edit(PRODUCTS, 'enum Availability {', 'enum Availability');
    expect(await check()).toBe(2);
    const atItsLine = /subgraphs\/products\/schema\.graphql:\d+: error INVALID_GRAPHQL/;
    expect(output).toMatch(atItsLine);
    for (const command of [compose, publish, () => check('--update-plans')]) {
      output = '';
      expect(await command()).toBe(2);
      expect(output).toMatch(atItsLine);
    }
  });

  it('compares with any commit', async () => {
    copy.commit();
    copy.removeField(PRODUCTS, 'Product.stock');
    expect(await check('--against', 'HEAD')).toBe(1);
    expect(output).toContain('✗ Product.stock: removed');
    expect(output).toContain('compared with HEAD');
  });

  it('says that a commit had no graph, and compares with what is committed, not with what is edited', async () => {
    copy.write('README.md', 'No graph yet.\n');
    copy.commitOnly('README.md');
    copy.commit();
    await expect(check('--against', 'HEAD~')).rejects.toThrow('it has no schema/subgraphs.json.');
    copy.removeField(PRODUCTS, 'Product.stock');
    copy.commit();
    expect(await check('--against', 'HEAD')).toBe(1);
    expect(output).not.toContain('Product.stock');
    output = '';
    expect(await check('--against', 'HEAD~')).toBe(1);
    expect(output).toContain('✗ Product.stock: removed');
  });

  it('judges for what a commit had registered, though it was never published and is gone', async () => {
    const operation =
      '# owner: web-kiosk\nquery WebKiosk($id: ID!) {\n  product(id: $id) {\n    updatedAt\n  }\n}\n';
    copy.write('schema/operations/web/kiosk.graphql', operation);
    copy.commit();
    copy.remove('schema/operations/web/kiosk.graphql');
    copy.removeField(PRODUCTS, 'Product.updatedAt');
    expect(await check('--against', 'HEAD')).toBe(1);
    expect(output).toMatch(/✗ Product\.updatedAt: removed\n.*\n.*WebKiosk \(web-kiosk, as in HEAD\)/);
    expect(output).toContain(
      'OPERATION_RETIRED: WebKiosk is gone: clients that send it as in HEAD need that',
    );
    output = '';
    await check();
    expect(output).not.toContain('WebKiosk');
  });

  it('judges for the calls between services that a commit had', async () => {
    const calls = 'subgraphs/orders/src/data/products/stock.graphql';
    copy.write(
      calls,
      `${copy.read(calls)}\nquery StockNames($id: ID!) { product(id: $id) { description } }\n`,
    );
    copy.commit();
    copy.edit(calls, 'query StockNames($id: ID!) { product(id: $id) { description } }', '');
    copy.removeField(PRODUCTS, 'Product.description');
    expect(await check('--against', 'HEAD')).toBe(1);
    expect(output).toContain('StockNames (orders, as in HEAD)');
    expect(output).toContain(
      'SERVICE_CALL_RETIRED: orders calls StockNames of products no longer as in HEAD.',
    );
  });

  it('says which operations of a commit it cannot judge, and has none of a commit from before there were any', async () => {
    const sources = ['schema/subgraphs.json', ORDERS, PRODUCTS, 'subgraphs/users/schema.graphql'];
    copy.commitOnly(...sources);
    copy.write('schema/operations/web/nobodys.graphql', 'query WebNobodys { me { id } }');
    copy.commit();
    copy.remove('schema/operations/web/nobodys.graphql');
    expect(await check('--against', 'HEAD')).toBe(0);
    expect(output).toContain(
      'schema/operations/web/nobodys.graphql at HEAD:1: warning OPERATION_WITHOUT_OWNER: Not judged: ',
    );
    output = '';
    expect(await check('--against', 'HEAD~')).toBe(0);
    expect(output).not.toContain('Not judged');
  });

  it('takes line ends and byte order marks for nothing', async () => {
    for (const file of [ORDERS, PRODUCTS, 'schema/acknowledged.json', 'schema/subgraphs.json']) {
      copy.write(file, `\uFEFF${copy.read(file).replaceAll('\n', '\r\n')}`);
    }
    expect(await check()).toBe(0);
    expect(output).toMatch(/^SAFE: nothing changes for clients\n/);
  });

  it('lets a subgraph take another name where it stays at its address', async () => {
    const { users, ...others } = JSON.parse(copy.read('schema/subgraphs.json')) as Record<string, object>;
    const rename = (accounts: object) => {
      const orders = { ...others.orders, follows: ['accounts'] };
      copy.write('schema/subgraphs.json', JSON.stringify({ ...others, orders, accounts }));
    };
    rename({ ...users });
    compose();
    await check('--update-plans');
    expect(output).not.toContain('ROUTER_REFUSED');
    rename({ ...users, url: 'http://elsewhere.invalid' });
    await check();
    expect(output).toContain('ROUTER_REFUSED');
  });

  it('refuses a ref that does not exist, and options that make no sense', async () => {
    copy.commit();
    for (const ref of ['nowhere', 'HEAD..HEAD', '^HEAD', 'HEAD:schema', '-p', '--output=schema']) {
      await expect(check(`--against=${ref}`)).rejects.toThrow(UsageError);
      await expect(check(`--against=${ref}`)).rejects.toThrow(
        `The graph of ${ref} cannot be read: git knows no such commit. A shallow clone has to fetch it first.`,
      );
    }
    await expect(check('--against', '--output=/tmp/x')).rejects.toThrow(UsageError);
    await expect(check('--format', 'xml')).rejects.toThrow(UsageError);
    await expect(check('--subgraph', 'orders')).rejects.toThrow(UsageError);
    await expect(check('--subgraph', 'orders', '--sdl', '/nowhere.graphql')).rejects.toThrow(UsageError);
  });

  it('checks one subgraph alone against the published others', async () => {
    copy.write('orders.graphql', copy.read(ORDERS));
    copy.removeField('orders.graphql', 'OrderLine.quantity');
    // Unpublished changes of other subgraphs do not concern this team.
    copy.removeField(PRODUCTS, 'Product.name');
    expect(await check('--subgraph', 'orders', '--sdl', `${copy.root}/orders.graphql`)).toBe(1);
    expect(output).toContain('OrderLine.quantity: removed');
    expect(output).not.toContain('Product.name');
  });

  it('accepts a subgraph that is new', async () => {
    const sdl =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n' +
      'type Product @key(fields: "id") { "Names it." id: ID! "How many stars." stars: Int }';
    copy.write('reviews.graphql', sdl.replace('type Product', '"What the shop sells."\ntype Product'));
    expect(await check('--subgraph', 'reviews', '--sdl', `${copy.root}/reviews.graphql`, '--new')).toBe(0);
    expect(output).toContain('safe: 1 reachable by one more key (Product), 1 added (Product.stars)');
  });

  it('tells of operations that clients may still send and nobody would accept', async () => {
    copy.edit('schema/operations/web/product-by-sku.graphql', '    stock\n', '');
    compose();
    await check('--update-plans');
    expect(output).toContain('warning OPERATION_RETIRED: WebProductBySku (web-storefront) has another text');
  });

  it('fails while the composed files are not those of the subgraphs', async () => {
    copy.edit(PRODUCTS, '  "The product\'s name."\n', '  "The name of the product."\n');
    expect(await check()).toBe(1);
    expect(output).toContain(
      'error FILE_STALE: schema/supergraph.graphql is not up to date with its sources.',
    );
  });
});

describe('plans and budgets', () => {
  it('shows how a plan changes, and fails over budget', async () => {
    const operation = 'schema/operations/web/product-by-sku.graphql';
    copy.edit(operation, '    stock\n', '    stock\n    orderedByMe\n');
    expect(await check()).toBe(1);
    expect(output).toContain('WebProductBySku (web-storefront) takes 2 subgraph requests; its budget is 1.');
    expect(output).toContain(
      'is planned otherwise: 1 subgraph request, 1 deep → 2 subgraph requests, 2 deep',
    );
    expect(output).toMatch(/\+ +orderedByMe/);
  });

  it('fails when more database commands were measured than the budget has', async () => {
    const budget = '"WebBrowse": { "requests": 1, "commands": 3 }';
    copy.write(
      'schema/plans/budgets.json',
      copy.read('schema/plans/budgets.json').replace(/"WebBrowse": \{.*?\}/, budget),
    );
    copy.edit('schema/plans/measured.json', '"WebBrowse": 4', '"WebBrowse": 5');
    expect(await check()).toBe(1);
    expect(output).toContain('WebBrowse (web-storefront) takes 5 database commands; its budget is 3.');
  });

  it('fails while an operation has no complete budget, and for a budget of none', async () => {
    copy.edit('schema/plans/budgets.json', '"WebBrowse": {', '"WebBrowze": {');
    copy.edit(
      'schema/plans/budgets.json',
      '"MobileBrowse": { "requests": 1, "commands": 2 }',
      '"MobileBrowse": { "requests": 1 }',
    );
    copy.edit('schema/plans/measured.json', '  "WebSearch": 5,\n', '');
    expect(await check()).toBe(1);
    expect(output).toContain('BUDGET_INCOMPLETE: WebBrowse (web-storefront) has no budget.');
    expect(output).toContain(
      'BUDGET_INCOMPLETE: MobileBrowse (mobile-shop) has no budget of database commands.',
    );
    expect(output).toContain('BUDGET_INCOMPLETE: WebSearch (web-storefront) was never measured.');
    expect(output).toContain('BUDGET_OF_NOBODY: There is no operation WebBrowze.');
  });

  it('writes plans anew when asked, and raises no budget by itself', async () => {
    copy.edit('schema/operations/web/product-by-sku.graphql', '    stock\n', '    stock\n    orderedByMe\n');
    expect(await check('--update-plans')).toBe(1);
    expect(output).not.toContain('PLAN_CHANGED');
    expect(output).toContain('OVER_BUDGET');
  });
});

describe('schema:publish', () => {
  it('writes a dated entry from the difference and moves what is published', async () => {
    copy.edit(
      PRODUCTS,
      '  "The product\'s name."\n',
      '  "Its weight in grams."\n  weight: Int\n  "The product\'s name."\n',
    );
    compose();
    expect(await publish('2027-01-31')).toBe(0);
    expect(copy.read('schema/CHANGELOG.md')).toMatch(
      /## 2027-01-31\n\n### Added\n\n- `Product\.weight`: added: Int\n\n## 2026-12-31\n/,
    );
    expect(copy.read('schema/published/api.graphql')).toContain('weight: Int');
    output = '';
    expect(await check()).toBe(0);
    expect(output).toMatch(/^SAFE: nothing changes/);
  });

  it('refuses while the check fails, and changes nothing', async () => {
    const before = copy.read('schema/CHANGELOG.md');
    copy.removeField(ORDERS, 'Order.placedAt');
    compose();
    expect(await publish()).toBe(1);
    expect(output).toContain('Not published: the check fails.');
    expect(copy.read('schema/CHANGELOG.md')).toBe(before);
    expect(copy.read('schema/published/api.graphql')).toContain('placedAt');
  });

  it('makes acknowledgements history', async () => {
    copy.removeField(PRODUCTS, 'Product.createdAt');
    compose();
    const reason = 'No client ever asked for it, and it cost an index.';
    const change = 'FIELD_REMOVED Product.createdAt';
    copy.write('schema/acknowledged.json', JSON.stringify([{ change, reason, date: '2027-01-30' }]));
    expect(await publish()).toBe(0);
    expect(copy.read('schema/CHANGELOG.md')).toContain(
      `### Breaking\n\n- \`Product.createdAt\`: removed (${reason})`,
    );
    expect(copy.read('schema/acknowledged.json')).toBe('[]\n');
  });

  it('has nothing to do twice', async () => {
    expect(await publish()).toBe(0);
    expect(output).toContain('Already published.');
  });
});
