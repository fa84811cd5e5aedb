import { buildSchema, graphql, parse, execute, type GraphQLResolveInfo } from 'graphql';
import { expect, it } from 'vitest';
import { selectedNames } from './selected-names.js';

const schema = buildSchema(`
  type Query { orders: [Order] }
  type Order { id: ID total: Int lines: [Line] }
  type Line { name: String order: Order }
`);

/** The names below each field `orders` of an operation that is executed. */
async function namesOf(source: string): Promise<string[][]> {
  const found: string[][] = [];
  const orders = (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
    found.push([...selectedNames(info)].sort());
    return [];
  };
  const { errors } = await graphql({ schema, source, rootValue: { orders } });
  expect(errors).toBeUndefined();
  return found;
}

it.each([
  ['fields at any depth', '{ orders { id lines { name } } }', [['id', 'lines', 'name']]],
  ['fields under aliases', '{ orders { a: id } }', [['id']]],
  [
    'fields of fragments',
    'fragment F on Order { id ...G } fragment G on Order { total } { orders { ...F ... on Order { lines { name } } } }',
    [['id', 'lines', 'name', 'total']],
  ],
  ['fields that a condition leaves out', '{ orders { id @skip(if: true) total } }', [['id', 'total']]],
  ['fields of a field that is selected twice', '{ orders { id } orders { total } }', [['id', 'total']]],
  ['fields of each alias', '{ a: orders { id } b: orders { total } }', [['id'], ['total']]],
])('names %s', async (_name, source, names) => {
  expect(await namesOf(source)).toEqual(names);
});

it('names the same when a document is executed again', async () => {
  const document = parse(
    'query A { orders { id } } query B { orders { ...F } } fragment F on Order { total }',
  );
  const found: string[][] = [];
  const rootValue = {
    orders: (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
      found.push([...selectedNames(info)]);
      return [];
    },
  };
  for (const operationName of ['A', 'B', 'A', 'B'])
    await execute({ schema, document, rootValue, operationName });
  expect(found).toEqual([['id'], ['total'], ['id'], ['total']]);
});
