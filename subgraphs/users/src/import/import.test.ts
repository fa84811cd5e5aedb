import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, staff, userOf } from '../testing/people.js';
import { runProgram } from '../testing/process.js';
import { realHashes, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';
import { recordSchema } from './records.js';

let subgraph: TestSubgraph;
let folder: string;

beforeAll(async () => {
  subgraph = await startTestSubgraph({}, realHashes);
  folder = await mkdtemp(join(tmpdir(), 'users-import-'));
});
afterAll(async () => {
  await subgraph.stop();
  await rm(folder, { recursive: true });
});

const record = (id: string, change: object = {}) => ({
  type: 'user',
  id,
  email: `${id}@Northwind.example`,
  name: `Customer ${id}`,
  password: 'supergraph-demo',
  roles: ['CUSTOMER'],
  defaultAddress: null,
  createdAt: '1996-07-04T00:00:00.000Z',
  ...change,
});
const address = {
  recipient: 'Ana',
  street: 'Avda. 2222',
  city: 'México D.F.',
  region: null,
  postalCode: '05021',
  country: 'Mexico',
};

async function importing(...lines: (object | string)[]) {
  const file = join(folder, 'users.ndjson');
  await writeFile(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return runProgram('import/main.js', [file], { MONGODB_URI: subgraph.uri });
}

const listed = async () => {
  const query =
    '{ users(first: 100) { totalCount nodes { id name email roles createdAt defaultAddress { city region } } } }';
  return (await subgraph.ask(query, {}, staff)).data.users as { totalCount: number; nodes: { id: string }[] };
};
const hashes = async () =>
  (await subgraph.connection.collection('users').find().toArray()).map(({ passwordHash }) =>
    String(passwordHash),
  );

describe('an import', () => {
  it('makes accounts that can sign in, and hashes one password once', async () => {
    const lines = Array.from({ length: 600 }, (_, index) => record(`nw-customer-${index}`));
    const ended = await importing(
      ...lines,
      record('demo-admin', { roles: ['ADMIN'], defaultAddress: address }),
    );
    expect(ended).toEqual({ code: 0, stdout: 'users: 601 records imported\n', stderr: '' });
    expect(await listed()).toMatchObject({ totalCount: 601 });
    expect(new Set(await hashes()).size).toBe(1);
    const answer = await actions(subgraph).signIn('NW-customer-7@northwind.example', 'supergraph-demo');
    expect(userOf(answer)).toMatchObject({ id: 'nw-customer-7', roles: ['CUSTOMER'] });
    const query = '{ me { createdAt defaultAddress { recipient region country } } }';
    expect((await subgraph.ask(query, {}, { subject: 'demo-admin' })).data.me).toEqual({
      createdAt: '1996-07-04T00:00:00.000Z',
      defaultAddress: { recipient: 'Ana', region: null, country: 'Mexico' },
    });
  });

  it('run again changes nothing, and completes what is missing', async () => {
    await actions(subgraph).updateProfile({ name: 'Renamed' }, { subject: 'nw-customer-1' });
    const before = await hashes();
    const ended = await importing(
      record('nw-customer-1'),
      record('nw-customer-2'),
      record('nw-customer-new'),
    );
    expect(ended).toMatchObject({ code: 0 });
    expect(await listed()).toMatchObject({ totalCount: 602 });
    expect((await hashes()).slice(0, before.length)).toEqual(before);
    expect((await subgraph.ask('{ me { name } }', {}, { subject: 'nw-customer-1' })).data.me).toEqual({
      name: 'Renamed',
    });
  });

  it('with a bad line writes nothing and names the line', async () => {
    const ended = await importing(record('nw-customer-unwritten'), record('x', { email: 'nobody' }));
    const file = join(folder, 'users.ndjson');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(ended.stderr)).toMatchObject({
      level: 'fatal',
      service: 'users',
      msg: `${file}:2: email is not an email address`,
    });
    const users = subgraph.connection.collection<{ _id: string }>('users');
    expect(await users.findOne({ _id: 'nw-customer-unwritten' })).toBeNull();
  });
});

describe('a record', () => {
  it.each([
    ['an unknown role', { roles: ['OWNER'] }],
    ['no role', { roles: [] }],
    ['a field too many', { passwordHash: 'y' }],
    ['an address with a field too many', { defaultAddress: { ...address, phone: '030' } }],
    ['a short password', { password: 'short' }],
    ['a local time', { createdAt: '1996-07-04T00:00:00' }],
  ])('is refused with %s', (_what, change) => {
    expect(recordSchema.safeParse(record('x')).success).toBe(true);
    expect(recordSchema.safeParse(record('x', change)).success).toBe(false);
  });
});
