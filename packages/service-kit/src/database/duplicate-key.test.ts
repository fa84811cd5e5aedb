import mongoose, { Schema } from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../testing/database.js';
import { createLogger } from '../logger.js';
import { isDuplicateKey } from './duplicate-key.js';

let database: TestDatabase;
let connection: mongoose.Connection;

beforeAll(async () => {
  database = await startTestDatabase();
  connection = await mongoose.createConnection(database.newUri('duplicates')).asPromise();
});

afterAll(async () => {
  await connection.close();
  await database.stop();
});

async function refused(): Promise<mongoose.mongo.MongoServerError> {
  const schema = new Schema({ customerId: String, idempotencyKey: String });
  schema.index({ customerId: 1, idempotencyKey: 1 }, { unique: true });
  const model = connection.models.Order ?? connection.model('Order', schema);
  await model.createIndexes();
  await model.deleteMany({});
  const write = () => model.create({ customerId: 'c', idempotencyKey: 'k' });
  await write();
  const error: unknown = await write().catch((reason: unknown) => reason);
  if (!(error instanceof mongoose.mongo.MongoServerError)) throw new Error('the write was not refused');
  return error;
}

it('knows the fields of the index by its pattern', async () => {
  const error = await refused();
  expect(isDuplicateKey(error)).toBe(true);
  expect(isDuplicateKey(error, 'idempotencyKey')).toBe(true);
  expect(isDuplicateKey(error, 'number')).toBe(false);
});

it('knows them by the name of the index where a server sends no pattern', async () => {
  const error = await refused();
  delete error.keyPattern;
  expect(isDuplicateKey(error, 'idempotencyKey')).toBe(true);
  expect(isDuplicateKey(error, 'customerId')).toBe(true);
  expect(isDuplicateKey(error, 'Key')).toBe(false);
  expect(isDuplicateKey(error, 'number')).toBe(false);
});

it.each([
  ['E11000 duplicate key error collection: shop.orders index: _id_ dup key: { : "1" }', '_id', true],
  ['E11000 duplicate key error collection: shop.users index: email_1 dup key: { email: "a" }', 'email', true],
  ['E11000 duplicate key error collection: shop.users index: email_1 dup key: { email: "a" }', '_id', false],
  ['E11000 duplicate key error index "at_-1_line.sku_1"', 'line.sku', true],
  ['E11000 duplicate key error', 'email', false],
])('%s names %s: %s', (message, field, expected) => {
  expect(isDuplicateKey(new mongoose.mongo.MongoServerError({ message, code: 11000 }), field)).toBe(expected);
});

it('is logged without the values of the document', async () => {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info' }, { write: (line) => void lines.push(line) });
  const people = connection.collection('people');
  await people.createIndex({ email: 1 }, { unique: true }, {});
  const email = 'ada@shop.example';
  await people.insertOne({ email });
  for (const insert of [people.insertOne({ email }), people.insertMany([{ email }])]) {
    const error: unknown = await insert.catch((reason: unknown) => reason);
    expect(JSON.stringify(error)).toContain(email);
    logger.error({ err: error }, 'x');
  }
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).not.toContain('ada@');
    expect(JSON.parse(line)).toMatchObject({
      err: { code: 11000, message: expect.stringContaining('dup key: { email: "…" }') as string },
    });
  }
});
