import { expect, it } from 'vitest';
import { createRevocations, type FindRevocations, type Revocation } from './revocations.js';

const START = 1_000_000;
const now = new Date(START + 100);

function source(name: 'subject' | 'session', times: readonly number[]): FindRevocations {
  const all = times.map((time): Revocation => {
    const at = new Date(START + time);
    return name === 'subject' ? { subject: `u${time}`, epoch: 1, at } : { session: `s${time}`, at };
  });
  return (since, limit) => Promise.resolve(all.filter(({ at }) => at > since).slice(0, limit));
}

it('pages of two sources follow each other without a gap', async () => {
  const users = source('subject', [1, 2, 3, 4, 5, 6, 7]);
  const sessions = source('session', [3, 50, 60]);
  const revocations = createRevocations([users, sessions], () => now, 3);
  const seen = new Set<string>();
  let since = new Date(0);
  let pages = 0;
  for (let hasMore = true; hasMore && pages < 10; pages += 1) {
    const page = await revocations.read(since);
    for (const each of page.revocations) seen.add('subject' in each ? each.subject : each.session);
    ({ until: since, hasMore } = page);
  }
  expect([...seen].sort()).toEqual(['s3', 's50', 's60', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7']);
  expect(since).toEqual(now);
});
