import { explainCommands, openTestConnection } from '@supergraph/service-kit/testing';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAttemptRepository } from '../data/attempt-repository.js';
import { createSessionRepository } from '../data/session-repository.js';
import { createUserRepository } from '../data/user-repository.js';
import { createModels, ensureIndexes, type Models } from './models.js';

const USERS = 500;
const SESSIONS_OF_EACH = 3;
const now = new Date('2026-06-01T00:00:00Z');
const firstPage = { size: 10, fromEnd: false, after: undefined, before: undefined };
const later = new Date('2026-07-01T00:00:00Z');

let connection: Connection;
let close: () => Promise<void>;
let models: Models;
let users: ReturnType<typeof createUserRepository>;
let sessions: ReturnType<typeof createSessionRepository>;

beforeAll(async () => {
  ({ connection, close } = await openTestConnection('users'));
  models = createModels(connection);
  await ensureIndexes(models);
  users = createUserRepository(models.users, () => now);
  sessions = createSessionRepository(models.sessions);
  await models.users.insertMany(
    Array.from({ length: USERS }, (_, at) => ({
      _id: `u${at}`,
      name: `Person ${at}`,
      sortName: `person ${String(at).padStart(4, '0')}`,
      email: `person-${at}@example.com`,
      roles: at === 0 ? ['CUSTOMER', 'ADMIN'] : ['CUSTOMER'],
      createdAt: now,
      updatedAt: now,
      passwordHash: 'none',
      sessionEpoch: 0,
    })),
  );
  await models.sessions.insertMany(
    Array.from({ length: USERS * SESSIONS_OF_EACH }, (_, at) => ({
      _id: `s${at}`,
      userId: `u${at % USERS}`,
      epoch: 0,
      secretHash: `hash-${at}`,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: later,
      endsAt: later,
    })),
  );
});

afterAll(() => close());

/** The cost of a query must not depend on the number of users. */
test.each<[string, () => Promise<unknown>, number]>([
  ['users by id', () => users.findUsers(['u1', 'u2']), 2],
  ['an account by its address', () => users.findAccountByEmail('person-7@example.com'), 1],
  ['a page of users', () => users.list(firstPage), 11],
  ['the number of users', async () => (await users.list(firstPage)).totalCount(), 11],
  ['a change of a profile', () => users.updateProfile('u9', { name: 'Another' }), 1],
  ['whether there is an administrator', () => users.hasAnyoneWithRole('ADMIN', undefined), 1],
  ['users whose tokens are void', () => users.findRevocations(now, 100), 0],
  ['the sessions of users', () => sessions.findLive(['u1', 'u2'], now), 2 * SESSIONS_OF_EACH],
  ['the sessions above the limit', () => sessions.endOldest('u3', 10, now), SESSIONS_OF_EACH],
  ['the end of a session', () => sessions.end('s5', now, 'u5'), 1],
  ['sessions that were ended lately', () => sessions.findRevocations(later, 100), 0],
  ['the end of all sessions', () => sessions.removeAllOf('u4', now), SESSIONS_OF_EACH],
  ['the progress of a deletion', () => users.findDeletions(['none']), 0],
  ['accounts with sessions to erase', () => users.findSessionsDue(now, 100), 0],
  ['the sessions of a deleted account', () => sessions.eraseAllOf('u6'), SESSIONS_OF_EACH],
  ['a counter of attempts', () => createAttemptRepository(models.attempts).count('key', later), 1],
])('an index serves %s', async (_name, run, most) => {
  const explained = await explainCommands(connection, run);
  expect(explained.length).toBeGreaterThan(0);
  for (const { command, scansCollection, documentsExamined } of explained) {
    expect([command, scansCollection]).toEqual([command, false]);
    expect(documentsExamined).toBeLessThanOrEqual(most);
  }
});
