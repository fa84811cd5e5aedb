import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actions, PASSWORD, userOf } from '../testing/people.js';
import { realHashes, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

const HOUR_MS = 3_600_000;
const WRONG = 'a wrong password';
let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;
let number = 0;

beforeAll(async () => {
  subgraph = await startTestSubgraph({
    SIGN_UPS_PER_HOUR: '3',
    SIGN_INS_PER_MINUTE: '70',
    HASH_QUEUE: '1000',
  });
  act = actions(subgraph);
});
afterAll(() => subgraph.stop());
// Each test begins at a new full hour, when all windows begin.
beforeEach(() => (subgraph.clock.now = (Math.floor(subgraph.clock.now / HOUR_MS) + 1) * HOUR_MS));

async function account() {
  number += 1;
  const email = `person-${number}@example.com`;
  return { email, id: userOf(await act.signUp(email)).id };
}
const newAddress = () => `198.51.${(number += 1) >> 8}.${number & 255}`;

/** The results of `count` attempts: right, wrong or throttled. */
async function attempts(count: number, email: string, password: string, from: () => string | undefined) {
  const answers: string[] = [];
  for (let attempt = 0; attempt < count; attempt += 1) {
    const address = from();
    const { errors } = await act.signIn(email, password, address === undefined ? {} : { address });
    answers.push(errors[0]?.__typename ?? 'right');
  }
  return answers;
}
const repeat = <T>(count: number, value: T) => Array<T>(count).fill(value);
const wrong = (count: number) => repeat(count, 'InvalidCredentials');
const throttled = (count: number) => repeat(count, 'TooManyAttempts');

describe('guessing passwords', () => {
  it('of one account from one address is stopped after ten, right or wrong, until the quarter is over', async () => {
    const { email } = await account();
    const from = newAddress();
    expect(await attempts(12, email, WRONG, () => from)).toEqual([...wrong(10), ...throttled(2)]);
    subgraph.clock.now += 100_000;
    const { errors } = await act.signIn(email, PASSWORD, { address: from });
    expect(errors).toEqual([
      {
        __typename: 'TooManyAttempts',
        message: 'Too many attempts. Try again in 800 seconds.',
        path: null,
        retryAfter: 800,
      },
    ]);
    subgraph.clock.now += 800_000;
    expect(await attempts(1, email, PASSWORD, () => from)).toEqual(['right']);
  });

  it('is stopped for an address that has no account at the same point', async () => {
    const from = newAddress();
    expect(await attempts(12, 'nobody@example.com', WRONG, () => from)).toEqual([
      ...wrong(10),
      ...throttled(2),
    ]);
  });

  it('by a hundred at once gets no more tries than one after the other', async () => {
    const { email } = await account();
    const address = newAddress();
    const answers = await Promise.all(repeat(100, 0).map(() => act.signIn(email, WRONG, { address })));
    const kinds = answers.map(({ errors }) => errors[0]?.__typename).sort();
    expect(kinds).toEqual([...wrong(10), ...throttled(90)]);
  });

  it('of many accounts from one address is stopped after fifty', async () => {
    const from = newAddress();
    const answers: string[] = [];
    for (let account = 0; account < 6; account += 1) {
      answers.push(...(await attempts(9, `guess-${account}@example.com`, WRONG, () => from)));
    }
    expect(answers).toEqual([...wrong(50), ...throttled(4)]);
  });

  it('beyond that leaves nothing in the database for each account it thinks of', async () => {
    const from = newAddress();
    for (let account = 0; account < 10; account += 1) {
      await attempts(5, `thought-${account}@example.com`, WRONG, () => from);
    }
    const counters = () => subgraph.connection.collection('attempts').countDocuments();
    const before = await counters();
    for (let account = 10; account < 30; account += 1) {
      expect(await attempts(1, `thought-${account}@example.com`, WRONG, () => from)).toEqual(throttled(1));
    }
    expect(await counters()).toBe(before);
  });

  it('counts a whole IPv6 line as one address', async () => {
    const { email } = await account();
    let host = 0;
    const from = () => `2001:db8:${number}:1::${(host += 1).toString(16)}`;
    expect(await attempts(12, email, WRONG, from)).toEqual([...wrong(10), ...throttled(2)]);
  });

  it('of one account from many addresses is slowed down, and its owner comes in from where they came before', async () => {
    const { email } = await account();
    const home = newAddress();
    expect(await attempts(1, email, PASSWORD, () => home)).toEqual(['right']);
    expect(await attempts(25, email, WRONG, newAddress)).toEqual([...wrong(20), ...throttled(5)]);
    expect(await attempts(1, email, PASSWORD, newAddress)).toEqual(throttled(1));
    expect(await attempts(3, email, PASSWORD, () => home)).toEqual(repeat(3, 'right'));
    expect(await attempts(2, email, WRONG, () => home)).toEqual(wrong(2));
    subgraph.clock.now += 600_000;
    expect(await attempts(1, email, PASSWORD, newAddress)).toEqual(['right']);
  });

  it('elsewhere in a building does not keep its people out who came in from there before', async () => {
    const { email } = await account();
    const office = newAddress();
    await act.signIn(email, PASSWORD, { address: office });
    for (let other = 0; other < 6; other += 1) {
      await attempts(9, `colleague-${other}@example.com`, WRONG, () => office);
    }
    expect(await attempts(1, 'stranger@example.com', WRONG, () => office)).toEqual(throttled(1));
    expect(await attempts(1, email, PASSWORD, () => office)).toEqual(['right']);
  });

  it('does not count what was right as wrong', async () => {
    const { email } = await account();
    const from = newAddress();
    expect(await attempts(45, email, PASSWORD, () => from)).toEqual(repeat(45, 'right'));
    expect(await attempts(9, email, WRONG, () => from)).toEqual(wrong(9));
    expect(await attempts(1, email, PASSWORD, () => from)).toEqual(['right']);
    expect(await attempts(9, email, WRONG, () => from)).toEqual(wrong(9));
  });

  it('is limited for the account when nobody knows the address', async () => {
    const { email } = await account();
    expect(await attempts(22, email, WRONG, () => undefined)).toEqual([...wrong(20), ...throttled(2)]);
  });

  it('by changing the password counts as well', async () => {
    const { email, id } = await account();
    const as = { subject: id, address: newAddress() };
    for (let guess = 0; guess < 10; guess += 1) await act.changePassword(WRONG, 'a new password', as);
    const { errors } = await act.changePassword(PASSWORD, 'a new password', as);
    expect(errors).toMatchObject([{ __typename: 'TooManyAttempts' }]);
    expect(await attempts(1, email, PASSWORD, () => as.address)).toEqual(throttled(1));
  });

  it('is counted for all instances together', async () => {
    const { email } = await account();
    const from = newAddress();
    const second = await startTestSubgraph({}, undefined, subgraph.uri);
    second.clock.now = subgraph.clock.now;
    try {
      await attempts(9, email, WRONG, () => from);
      const other = actions(second);
      expect((await other.signIn(email, WRONG, { address: from })).errors).toMatchObject([
        { __typename: 'InvalidCredentials' },
      ]);
      expect((await other.signIn(email, WRONG, { address: from })).errors).toMatchObject([
        { __typename: 'TooManyAttempts' },
      ]);
    } finally {
      await second.stop();
    }
  });

  it('leaves no address and no email in the counters, and each with an end', async () => {
    const counters = await subgraph.connection.collection('attempts').find().toArray();
    expect(counters.length).toBeGreaterThan(50);
    expect(JSON.stringify(counters)).not.toMatch(/example\.com|198\.51|2001:db8/);
    expect(counters.filter(({ expiresAt }) => !(expiresAt instanceof Date))).toEqual([]);
  });
});

describe('trying right passwords', () => {
  it('by the hundred from one address is stopped for a minute, whatever the accounts', async () => {
    const emails = [(await account()).email, (await account()).email];
    const from = newAddress();
    const answers = [
      ...(await attempts(35, emails[0] ?? '', PASSWORD, () => from)),
      ...(await attempts(37, emails[1] ?? '', PASSWORD, () => from)),
    ];
    expect(answers).toEqual([...repeat(70, 'right'), ...throttled(2)]);
    expect(await attempts(1, emails[0] ?? '', PASSWORD, newAddress)).toEqual(['right']);
    subgraph.clock.now += 60_000;
    expect(await attempts(1, emails[0] ?? '', PASSWORD, () => from)).toEqual(['right']);
  });

  it('at once, by one host for eleven accounts, does not make another person wait behind them', async () => {
    const small = await startTestSubgraph({ HASH_CONCURRENCY: '1', SIGN_UPS_PER_HOUR: '50' });
    try {
      const { signUp, signIn } = actions(small);
      const emails = Array.from({ length: 11 }, (_, one) => `bulk-${one}@example.com`);
      for (const email of [...emails, 'innocent@example.com']) await signUp(email);
      let answered = 0;
      const flood = emails.flatMap((email) =>
        repeat(9, 0).map(() =>
          signIn(email, PASSWORD, { address: '203.0.113.1' }).then(() => (answered += 1)),
        ),
      );
      // The flood has begun: its first attempt has been answered.
      await Promise.race(flood);
      const { errors } = await signIn('innocent@example.com', PASSWORD, { address: '203.0.113.2' });
      const before = answered;
      await Promise.all(flood);
      expect(errors).toEqual([]);
      // Behind the whole flood it would have been all of them. Some are answered before this attempt arrives.
      expect(before).toBeLessThan(flood.length / 2);
    } finally {
      await small.stop();
    }
  });
});

describe('making accounts', () => {
  it('from one address is stopped at the limit, refused ones counted', async () => {
    const address = newAddress();
    const taken = (await account()).email;
    expect((await act.signUp('one@example.com', {}, { address })).errors).toEqual([]);
    expect((await act.signUp(taken, {}, { address })).errors).toMatchObject([
      { __typename: 'SignUpRefused' },
    ]);
    expect((await act.signUp('two@example.com', {}, { address })).errors).toEqual([]);
    expect((await act.signUp('three@example.com', {}, { address })).errors).toMatchObject([
      { __typename: 'TooManyAttempts', retryAfter: 3_600 },
    ]);
    expect((await act.signUp('three@example.com', {}, { address: newAddress() })).errors).toEqual([]);
  });
});

describe('a flood', () => {
  it('is told to come again when too many passwords wait, and the throttle does not count it', async () => {
    const small = await startTestSubgraph({ HASH_CONCURRENCY: '1', HASH_QUEUE: '2' }, realHashes);
    try {
      const { signIn } = actions(small);
      const guess = (one: number) =>
        signIn(`flood-${one}@example.com`, WRONG, { address: `203.0.113.${one}` });
      const answers = await Promise.all(Array.from({ length: 40 }, (_, one) => guess(one)));
      const busy = answers.flatMap(({ errors }) =>
        errors.filter(({ __typename }) => __typename === 'TooManyAttempts'),
      );
      expect(busy.length).toBeGreaterThan(0);
      expect(busy[0]).toMatchObject({ retryAfter: 2 });
      expect(answers.length - busy.length).toBeGreaterThanOrEqual(3);
      const counted = await small.connection
        .collection('attempts')
        .find({ count: { $gt: 0 } })
        .toArray();
      // Each attempt that ran has four counters: two of its address, one of its account, and one of both together.
      expect(counted).toHaveLength(4 * (answers.length - busy.length));
    } finally {
      await small.stop();
    }
  });

  it('is in the security log with the account whose password it tries', async () => {
    const small = await startTestSubgraph({ HASH_CONCURRENCY: '1', HASH_QUEUE: '2' }, realHashes);
    try {
      const { signIn, signUp } = actions(small);
      const { id } = userOf(await signUp('flooded@example.com'));
      small.log.length = 0;
      const guess = (one: number) => signIn('flooded@example.com', WRONG, { address: `203.0.113.${one}` });
      const answers = await Promise.all(Array.from({ length: 15 }, (_, one) => guess(one)));
      const waited = answers.filter(({ errors }) => errors[0]?.retryAfter === 2);
      expect(waited.length).toBeGreaterThan(0);
      const throttled = small.log
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ msg }) => msg === 'password attempt throttled');
      expect(throttled.map(({ userId }) => userId)).toEqual(waited.map(() => id));
    } finally {
      await small.stop();
    }
  });
});
