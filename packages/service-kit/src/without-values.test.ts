import { expect, it } from 'vitest';
import { withoutValues } from './without-values.js';

it.each([
  [
    'Unexpected token \'A\', "Ada Lovelace" is not valid JSON',
    'Unexpected token \'…\', "…" is not valid JSON',
  ],
  ['got "a\\"b" and "c"', 'got "…" and "…"'],
  ['got "cut off', 'got "…"'],
  ['got "cut off\\', 'got "…"'],
  ["the users' mails can't go to 'O'Hara' today", "the users' mails can't go to '…' today"],
  ['Path `email` (`ada`) is invalid.', 'Path `email` (`…`) is invalid.'],
  ['There is no field `Product.colour`.', 'There is no field `Product.colour`.'],
  ['550 <ada.l+x@shop.example>: no', '550 <…@…>: no'],
  ["o'hara@shop.example, ädä@größe.example;b@c", '…@…, …@…;…@…'],
  ['mongodb://shop:hunter2@db:27017/users', 'mongodb://shop:…@…:27017/users'],
  ['at /srv/node_modules/@apollo/server/index.js:1:2', 'at /srv/node_modules/@apollo/server/index.js:1:2'],
  ['connect ECONNREFUSED 127.0.0.1:27017', 'connect ECONNREFUSED 127.0.0.1:27017'],
])('%s becomes %s', (message, expected) => {
  expect(withoutValues(message)).toBe(expected);
});

it('cuts a message that is as long as a request', () => {
  expect(withoutValues('a '.repeat(5_000_000))).toHaveLength(10_000);
});
