import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkout, type Checkout } from '../testing/checkout.js';
import { main } from './main.js';

const PUBLISHED_API = 'schema/published/api.graphql';

let published: Checkout;
let copy: Checkout;
const run = (...args: readonly string[]) => runIn([copy.root], args);

beforeAll(async () => {
  published = copy = checkout();
  await run('compose');
  await run('check', '--update-plans');
  await run('publish');
});

beforeEach(() => {
  copy = checkout(published);
});

afterEach(() => copy[Symbol.dispose]());
afterAll(() => published[Symbol.dispose]());

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function runIn(folders: readonly [string, ...string[]], args: readonly string[]): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  const print = (text: string) => void (stdout += text);
  const printError = (text: string) => void (stderr += text);
  const code = await main(args, { folders, print, printError });
  return { code, stdout, stderr };
}

/** Expects one line with the error, no stack, and exit code 2. */
function expectOneLine(ran: Run, says: string | RegExp): void {
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
}

describe('arguments', () => {
  it.each([
    ['compose', '--dry-run'],
    ['compose', 'orders'],
    ['publish', '--dry-run'],
    ['publish', '--help-me'],
    ['check', '--formatt', 'json'],
    ['check', '--new'],
    ['check', '--against', ''],
    ['check', '--subgraph', '', '--sdl', 'subgraphs/orders/schema.graphql'],
    ['check', '--subgraph', 'orders', '--sdl', 'subgraphs/orders/schema.graphql', '--against', 'HEAD'],
    ['cehck'],
    [],
  ])('%s %s is refused with the usage, and nothing is written', async (...args) => {
    copy.removeField('subgraphs/orders/schema.graphql', 'Order.placedAt');
    const before = [copy.read('schema/supergraph.graphql'), copy.read(PUBLISHED_API)];
    const ran = await run(...args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('usage:\n  npm run schema:compose');
    expect([copy.read('schema/supergraph.graphql'), copy.read(PUBLISHED_API)]).toEqual(before);
  });

  it('explains itself', async () => {
    expect(await run('publish', '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^usage:/) as string,
    });
  });
});

describe('files that cannot be read', () => {
  it.each([
    ['schema/subgraphs.json', '{ "orders": ', /^schema\/subgraphs\.json is no JSON: /],
    ['schema/subgraphs.json', '[]', 'schema/subgraphs.json must be an object of subgraphs by name'],
    ['schema/subgraphs.json', 'null', 'schema/subgraphs.json must be'],
    ['schema/subgraphs.json', '{ "orders": null }', 'schema/subgraphs.json must be'],
    ['schema/subgraphs.json', '{ "orders": { "url": 1, "sdl": "x" } }', 'schema/subgraphs.json must be'],
    [
      'schema/subgraphs.json',
      '{ "orders": { "url": "http://x.invalid", "sdl": "nowhere" } }',
      'nowhere cannot be read: there is no such file.',
    ],
    [
      'schema/subgraphs.json',
      '{ "orders": { "url": "http://x.invalid", "sdl": "schema" } }',
      'schema cannot be read: it is a directory.',
    ],
    ['schema/acknowledged.json', '[null]', 'schema/acknowledged.json must be a JSON list of'],
    ['schema/acknowledged.json', '["FIELD_REMOVED X.y"]', 'schema/acknowledged.json must be'],
    ['schema/acknowledged.json', '[{ "reason": "none" }]', 'schema/acknowledged.json must be'],
    ['schema/acknowledged.json', '{', /^schema\/acknowledged\.json is no JSON: /],
    ['schema/service-calls.json', '{}', 'schema/service-calls.json must be a list of'],
    [
      'schema/service-calls.json',
      '[{ "caller": "a", "subgraph": "b", "documents": "c" }]',
      'c cannot be read: there is no such file.',
    ],
    ['schema/plans/budgets.json', '{ "WebBrowse": 1 }', 'schema/plans/budgets.json must be'],
    ['schema/plans/measured.json', '{ "WebBrowse": "1" }', 'schema/plans/measured.json must be'],
    ['schema/published/subgraphs.json', '[]', 'schema/published/subgraphs.json must be'],
    ['schema/published/operations.json', '{}', 'schema/published/operations.json must be'],
  ])('%s with %s', async (file, text, says) => {
    copy.write(file, text);
    expectOneLine(await run('check'), says);
  });

  it.each(['compose', 'check', 'publish'])('a subgraph that is on no list stops %s', async (command) => {
    mkdirSync(join(copy.root, 'subgraphs/unlisted'));
    copy.write('subgraphs/unlisted/schema.graphql', 'type Query { ratings: Int }');
    expectOneLine(
      await run(command),
      'subgraphs/unlisted is not in schema/subgraphs.json: add it there, or delete the folder if it is a leftover.',
    );
  });

  it('a call of a subgraph that is on no list', async () => {
    copy.edit('schema/subgraphs.json', '["products"]', '["prodcts"]');
    expectOneLine(
      await run('check'),
      'schema/subgraphs.json: orders calls prodcts, and there is no subgraph of that name.',
    );
  });

  it('an SDL that is a directory, and one that is not there', async () => {
    const alone = ['check', '--subgraph', 'orders', '--sdl'];
    expectOneLine(
      await run(...alone, 'subgraphs/orders'),
      'subgraphs/orders cannot be read: it is a directory.',
    );
    expectOneLine(
      await run(...alone, 'nowhere.graphql'),
      'nowhere.graphql cannot be read: there is no such file.',
    );
  });

  it('a folder in a file’s place, and no operations at all', async () => {
    rmSync(join(copy.root, PUBLISHED_API));
    mkdirSync(join(copy.root, PUBLISHED_API));
    expectOneLine(await run('check'), `${PUBLISHED_API} cannot be read: it is a directory.`);
    rmSync(join(copy.root, 'schema/operations'), { recursive: true });
    expectOneLine(await run('publish'), /schema\/(published\/api\.graphql|operations) cannot be read/);
  });

  it('published files that are gone or broken, for these were promised', async () => {
    copy.write('schema/published/supergraph.graphql', 'typ');
    const { stdout } = await run('check');
    expect(stdout).toContain('schema/published/supergraph.graphql:1: error INVALID_GRAPHQL: ');
    rmSync(join(copy.root, 'schema/published/supergraph.graphql'));
    expectOneLine(await run('check'), /^schema\/published\/supergraph\.graphql cannot be read: there is no/);
    rmSync(join(copy.root, 'schema/published'), { recursive: true });
    expectOneLine(await run('check'), /^schema\/published\/supergraph\.graphql cannot be read: there is no/);
  });

  it.each(['operations', 'service-calls'])('a lost list of what was promised: %s', async (list) => {
    const file = `schema/published/${list}.json`;
    rmSync(join(copy.root, file));
    expectOneLine(await run('check'), `${file} cannot be read: there is no such file.`);
  });

  it('a file that cannot be written', async () => {
    rmSync(join(copy.root, 'schema/api.graphql'));
    mkdirSync(join(copy.root, 'schema/api.graphql'));
    const { code, stderr } = await run('compose');
    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
      code: 2,
      lines: [expect.stringMatching(/^EISDIR: .*schema\/api\.graphql/)],
    });
  });

  it.skipIf(process.getuid?.() === 0)('a file that is not for us', async () => {
    chmodSync(join(copy.root, 'schema/subgraphs.json'), 0);
    expectOneLine(await run('check'), 'schema/subgraphs.json cannot be read: this is not permitted.');
  });
});

describe('where it is called', () => {
  it('finds the root from any folder below it', async () => {
    const ran = await runIn([join(copy.root, 'subgraphs/orders')], ['check']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^SAFE/);
  });

  it('takes a path as meant from the folder it was called in, by npm too', async () => {
    const args = ['check', '--subgraph', 'orders', '--sdl', 'schema.graphql'];
    const folder = join(copy.root, 'subgraphs/orders');
    expect(await runIn([folder], args)).toMatchObject({ code: 0 });
    expect(await runIn([copy.root, folder], args)).toMatchObject({ code: 0 });
  });

  it('says that a folder belongs to no graph', async () => {
    expectOneLine(
      await runIn(['/'], ['check']),
      'There is no schema/subgraphs.json in /, nor in a folder above it.',
    );
  });
});

describe('--subgraph', () => {
  const sdl = ['--sdl', 'subgraphs/orders/schema.graphql'];

  it('takes no slip for a new subgraph', async () => {
    const { code, stderr } = await run('check', '--subgraph', 'oders', ...sdl);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^There is no subgraph oders\. Did you mean orders\? To check a new subgraph, add --new\.\n/,
    );
    const other = await run('check', '--subgraph', 'warehouse', ...sdl);
    expect(other.stderr).toMatch(/^There is no subgraph warehouse\. There are orders, products, /);
  });

  it('takes one that is listed and not yet published', async () => {
    const file = 'ratings.graphql';
    copy.write(
      file,
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n' +
        '"What the shop sells."\ntype Product @key(fields: "id") { "Names it." id: ID! "How many." stars: Int }',
    );
    const list = JSON.parse(copy.read('schema/subgraphs.json')) as object;
    const listed = { ...list, ratings: { url: 'http://ratings.invalid/graphql', sdl: file } };
    copy.write('schema/subgraphs.json', JSON.stringify(listed));
    expect(await run('check', '--subgraph', 'ratings', '--sdl', file)).toMatchObject({ code: 0 });
  });

  it('takes none for new that is published', async () => {
    const { code, stderr } = await run('check', '--subgraph', 'orders', ...sdl, '--new');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^orders is not new: it is published\./);
  });

  it('lets what other teams have not published yet stop nobody', async () => {
    copy.edit(
      'subgraphs/products/schema.graphql',
      '  name: String!\n',
      '  name: String!\n  "Grams." weight: Int\n',
    );
    copy.edit('schema/operations/web/product-by-sku.graphql', '    stock\n', '    stock\n    weight\n');
    const { code, stdout } = await run('check', '--subgraph', 'orders', ...sdl);
    expect(stdout).toContain('warning OPERATION_INVALID: WebProductBySku (web-storefront)');
    expect(code).toBe(0);
  });
});

describe('--subgraph beside files of other teams', () => {
  it('is stopped by none of their mistakes, and tells of them', async () => {
    copy.write('schema/operations/web/nobody.graphql', 'query WebNobody { me { id } }\n');
    copy.write('schema/acknowledged.json', '[{ "change": "FIELD_REMOVED Product.sku" }]');
    copy.edit(
      'schema/plans/budgets.json',
      '"WebOrderPage": { "requests": 3',
      '"WebOrderPage": { "requests": 0',
    );
    copy.edit('schema/plans/budgets.json', '"WebBrowse": {', '"WebBrowze": {');
    const sdl = ['--sdl', 'subgraphs/products/schema.graphql'];
    const { code, stdout, stderr } = await run('check', '--subgraph', 'products', ...sdl);
    expect(stderr).toBe('');
    expect(stdout).toContain('warning OPERATION_WITHOUT_OWNER');
    expect(stdout).toContain('warning ACKNOWLEDGEMENT_INCOMPLETE');
    expect(stdout).not.toContain('BUDGET');
    expect(code).toBe(0);
    expect(await run('check')).toMatchObject({ code: 1 });
  });
});

describe('--format', () => {
  const outcomes = async (...args: readonly string[]) => {
    const { code, stdout } = await run('check', '--format', 'json', ...args);
    const { outcome, errors } = JSON.parse(stdout) as {
      outcome: string;
      errors: { code: string; message: string }[];
    };
    return {
      code,
      outcome,
      errors: errors.map((error) => `${error.code}: ${error.message.split('\n')[0] ?? ''}`),
    };
  };

  it('json is JSON whatever goes wrong', async () => {
    expect(await outcomes('--against', 'nowhere')).toMatchObject({ code: 2, outcome: 'unusable' });
    expect(await outcomes('--bogus')).toMatchObject({
      code: 2,
      errors: [expect.stringMatching(/^BAD_USE: .*--bogus/)],
    });
    expect(await outcomes('--subgraph', 'oders', '--sdl', 'x')).toMatchObject({
      errors: [expect.stringMatching(/^BAD_USE: There is no subgraph oders/)],
    });
    copy.edit('subgraphs/products/schema.graphql', 'type Money @shareable', 'type Money');
    expect(await outcomes()).toMatchObject({
      code: 2,
      errors: expect.arrayContaining([expect.stringMatching(/^INVALID_FIELD_SHARING/)]) as [],
    });
    copy.edit('subgraphs/products/schema.graphql', 'type Money', 'typ Money');
    expect(await outcomes()).toMatchObject({ code: 2, errors: [expect.stringMatching(/^INVALID_GRAPHQL/)] });
  });

  it('markdown and github say too why there is nothing to say', async () => {
    const markdown = await run('check', '--format=markdown', '--against', 'nowhere');
    expect(markdown).toMatchObject({ code: 2 });
    expect(markdown.stdout).toMatch(/^### ⛔ CANNOT CHECK: 1 error\n/);
    const github = await run('check', '--format', 'github', '--against', 'nowhere');
    expect(github.stdout).toMatch(/^::error title=BAD_USE::The graph of nowhere cannot be read: /);
  });
});
