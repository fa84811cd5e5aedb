import { randomUUID } from 'node:crypto';
import { done, failed, type Outcome } from '@supergraph/service-kit';
import type { AdministrationRepository } from './administration.js';
import {
  invalidCredentials,
  lastAdministrator,
  type InvalidCredentials,
  type LastAdministrator,
  type TooManyAttempts,
} from './failures.js';
import type { Origin } from './origin.js';
import { provePassword, type ProofDependencies, type ProofRepository } from './prove-password.js';
import type { SessionRepository } from './sessions.js';
import { inTurn, type Turns } from './turns.js';
import type { Account } from './user.js';

/** The deletion of an account. */
export interface AccountDeletion {
  /** Known only to the person who deleted the account, and to the services that erase data. */
  readonly id: string;
  readonly requestedAt: Date;
  /** When the account's sessions were erased too; undefined until then. */
  readonly accountErasedAt?: Date | undefined;
}

/** A deletion with the progress of other services, as far as the router has asked them. */
export interface DeletionProgress extends AccountDeletion {
  readonly ordersErasedAt?: Date | null | undefined;
}

/** Whether nothing is left to erase. Services that could not be asked count as unfinished. */
export function isFinished({ accountErasedAt, ordersErasedAt }: DeletionProgress): boolean {
  return accountErasedAt != null && ordersErasedAt != null;
}

export interface DeletionRepository
  extends ProofRepository, Pick<AdministrationRepository, 'setDisabled' | 'hasAnyoneWithRole'> {
  findAccount(id: string): Promise<Account | undefined>;
  /**
   * In one update, erases an account that still has the hash `from`, ends its sessions, stores the event, and notes
   * that its sessions are to be erased at `sessionsDueAt`.
   *
   * @returns false if the account's password has changed or it was already deleted
   */
  deleteAccount(id: string, from: string, deletion: AccountDeletion, sessionsDueAt: Date): Promise<boolean>;
  /** The deleted accounts whose sessions are to be erased now. */
  findSessionsDue(now: Date, limit: number): Promise<readonly string[]>;
  /** Notes that nothing of an account is left. */
  noteErased(userId: string, at: Date): Promise<void>;
}

export interface AccountDeletions {
  /** @returns undefined if there is no such user */
  request(
    userId: string,
    input: { password: string },
    origin: Origin,
  ): Promise<
    | Outcome<{ deletion: AccountDeletion }, InvalidCredentials | LastAdministrator | TooManyAttempts>
    | undefined
  >;
  /** Erases the sessions of accounts that were deleted a while ago. Call it regularly, in any number of processes. */
  eraseSessions(): Promise<void>;
}

export interface AccountDeletionsDependencies extends ProofDependencies {
  readonly store: DeletionRepository;
  readonly sessions: Pick<SessionRepository, 'eraseAllOf'>;
  readonly turns: Turns;
  readonly clock: () => Date;
  /**
   * The time after which sessions are erased, in milliseconds, longer than a sign-in takes: a session that began while
   * the account was deleted has ended with it, but its document may be inserted later.
   */
  readonly eraseAfterMs: number;
}

/** The number of accounts whose sessions are erased at a time. */
const MAX_ERASED = 100;

export function createAccountDeletions(dependencies: AccountDeletionsDependencies): AccountDeletions {
  const { store, sessions, clock } = dependencies;
  return {
    request: (userId, input, origin) => request(dependencies, userId, input.password, origin),
    async eraseSessions() {
      for (const userId of await store.findSessionsDue(clock(), MAX_ERASED)) {
        await sessions.eraseAllOf(userId);
        await store.noteErased(userId, clock());
      }
    },
  };
}

async function request(
  dependencies: AccountDeletionsDependencies,
  userId: string,
  password: string,
  origin: Origin,
): ReturnType<AccountDeletions['request']> {
  const { store, turns, clock, eraseAfterMs } = dependencies;
  const account = await store.findAccount(userId);
  if (account === undefined) return undefined;
  const client = { account: account.user.email, address: origin.address };
  const attempt = async () => {
    const proof = await provePassword(dependencies, client, password, () => Promise.resolve(account));
    if ('__typename' in proof) return failed(proof);
    const deletion = { id: randomUUID(), requestedAt: clock() };
    const sessionsDueAt = new Date(deletion.requestedAt.getTime() + eraseAfterMs);
    const erase = () => store.deleteAccount(userId, proof.passwordHash, deletion, sessionsDueAt);
    const isAdministrator = proof.user.roles.includes('ADMIN');
    const isDeleted = isAdministrator ? await eraseAdministrator(store, userId, erase) : await erase();
    if (isDeleted === 'LAST') return failed(lastAdministrator());
    return isDeleted ? done({ deletion }) : failed(invalidCredentials(userId));
  };
  return inTurn(turns, client, attempt, () => userId);
}

/**
 * Two administrators may leave at the same moment. A disabled account can be enabled again, a deleted one cannot, so
 * each account is disabled first. Both may then find no administrator left, and both accounts stay. The
 * deletion of the only administrator's account is refused before that. The account's sessions end when it is disabled,
 * and if the process died at that moment, no administrator could enable it again.
 */
async function eraseAdministrator(
  store: DeletionRepository,
  userId: string,
  erase: () => Promise<boolean>,
): Promise<boolean | 'LAST'> {
  if (!(await store.hasAnyoneWithRole('ADMIN', userId))) return 'LAST';
  let isErased = false;
  try {
    await store.setDisabled(userId, true);
    if (!(await store.hasAnyoneWithRole('ADMIN'))) return 'LAST';
    isErased = await erase();
    return isErased;
  } finally {
    // This changes nothing in an account that was deleted although its answer was lost.
    if (!isErased) await store.setDisabled(userId, false);
  }
}
