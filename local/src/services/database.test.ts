import { expect, it } from 'vitest';
import { databaseUri } from './database.js';

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
