import { expect, it, vi } from 'vitest';
import { createRefusedAccountLookup } from './refused-account.js';
import type { Account } from './user.js';

const account: Account = {
  user: {
    id: 'ada',
    name: 'Ada',
    email: 'ada@example.com',
    roles: ['CUSTOMER'],
    defaultAddress: null,
    createdAt: new Date(),
    disabled: false,
  },
  passwordHash: 'hash',
  sessionEpoch: 0,
  tokenEpoch: 0,
};

it('finds the accounts of ten refused attempts at once, and of none beyond them', async () => {
  const answers: (() => void)[] = [];
  const find = vi.fn(() => new Promise<Account>((resolve) => void answers.push(() => resolve(account))));
  const findId = createRefusedAccountLookup(find);
  const found = Promise.all(Array.from({ length: 100 }, () => findId('ada@example.com')));
  expect(find).toHaveBeenCalledTimes(10);
  for (const answer of answers) answer();
  expect((await found).filter((id) => id === 'ada')).toHaveLength(10);
  void findId('ada@example.com');
  expect(find).toHaveBeenCalledTimes(11);
});

it('finds no account where the database fails, and the next one afterwards', async () => {
  const find = vi.fn(() => Promise.resolve<Account | undefined>(account));
  const findId = createRefusedAccountLookup(find);
  for (let failures = 0; failures < 20; failures += 1) {
    find.mockRejectedValueOnce(new Error('no database'));
    expect(await findId('ada@example.com')).toBeUndefined();
  }
  expect(await findId('ada@example.com')).toBe('ada');
});
