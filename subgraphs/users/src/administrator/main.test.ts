import { connectDatabase, createLogger } from '@supergraph/service-kit';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createModels } from '../models/models.js';
import { runProgram } from '../testing/process.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

const makeAdmin = (email: string, uri: string) =>
  runProgram('administrator/main.js', [email], { MONGODB_URI: uri });

// Starts three processes, which is slow on a busy machine.
const SLOW = { timeout: 240_000 };

test('the first administrator is made by a command, once the account is there', SLOW, async () => {
  const uri = database.newUri();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry() });
  const { users } = createModels(connection);
  const early = await makeAdmin('ada@example.com', uri);
  expect(early.code).toBe(1);
  expect(JSON.parse(early.stderr)).toMatchObject({
    level: 'fatal',
    service: 'users',
    msg: 'no account has this email address: sign up with it first',
  });
  const now = new Date();
  await users.insertMany([
    {
      _id: 'ada',
      name: 'Ada',
      sortName: 'ada',
      email: 'ada@example.com',
      roles: ['CUSTOMER'],
      createdAt: now,
      updatedAt: now,
      passwordHash: 'none',
      sessionEpoch: 0,
    },
  ]);
  for (let time = 0; time < 2; time += 1) {
    const { code, stdout, stderr } = await makeAdmin('Ada@Example.com', uri);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? '')).toMatchObject({
      stream: 'security',
      msg: 'roles changed',
      userId: 'ada',
      reason: 'users:make-admin',
    });
    expect((await users.findById('ada').lean())?.roles).toEqual(['CUSTOMER', 'ADMIN']);
  }
  await connection.close();
});

test('the command says how it is called', SLOW, async () => {
  const { code, stderr } = await makeAdmin('nobody', 'mongodb://127.0.0.1:1/none');
  expect(code).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({
    msg: 'Usage: users:make-admin EMAIL, with MONGODB_URI set to the database of users',
  });
});
