import { expect, it } from 'vitest';
import { databaseProgram, databaseUri, embeddedUri } from './database.js';

it.each([
  ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/orders'],
  ['mongodb://127.0.0.1:27017/', 'mongodb://127.0.0.1:27017/orders'],
  ['mongodb://127.0.0.1:27017/shop', 'mongodb://127.0.0.1:27017/shop-orders'],
  ['mongodb://me:it@a:1,b:2/?replicaSet=rs', 'mongodb://me:it@a:1,b:2/orders?replicaSet=rs'],
  [
    'mongodb+srv://me:it@cluster.example/shop?w=majority',
    'mongodb+srv://me:it@cluster.example/shop-orders?w=majority',
  ],
])('on the server %s, orders has the database %s', (server, database) => {
  expect(databaseUri(server, 'orders')).toBe(database);
});

it('the embedded database is on a socket in its folder, or on a port where the path is too long for a socket', () => {
  expect(embeddedUri('/home/me/.data', 28_000)).toBe('mongodb://%2Fhome%2Fme%2F.data%2Fdb%2Fmongo.sock');
  expect(databaseProgram('/home/me/.data', 28_000, {}).args).toContain('/home/me/.data/db/mongo.sock');
  const long = `/home/me/${'deep/'.repeat(30)}.data`;
  expect(embeddedUri(long, 28_000)).toBe('mongodb://127.0.0.1:28000');
  expect(databaseProgram(long, 28_000, {}).args).toContain('28000');
});
