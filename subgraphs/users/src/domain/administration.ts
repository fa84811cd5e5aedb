import { done, failed, type Outcome } from '@supergraph/service-kit';
import {
  administratorNeeded,
  invalidInput,
  userNotFound,
  type AdministratorNeeded,
  type InvalidInput,
  type UserNotFound,
} from './failures.js';
import type { Sessions } from './sessions.js';
import type { Role, User } from './user.js';

/** The member of staff who changes another person's account. */
export interface Actor {
  readonly id: string;
  readonly isAdministrator: boolean;
}

export interface AdministrationRepository {
  findUser(id: string): Promise<User | undefined>;
  /** Disabling ends all sessions and revokes all access tokens. @returns the user; undefined if there is none */
  setDisabled(id: string, disabled: boolean): Promise<User | undefined>;
  /** Whether any user who is not disabled has the role, not counting `besides`. */
  hasAnyoneWithRole(role: Role, besides?: string): Promise<boolean>;
}

/** Changes of other people's accounts by staff. Only administrators may change accounts of staff. */
export interface Administration {
  endSessions(
    actor: Actor,
    userId: string,
  ): Promise<Outcome<{ sessionsEnded: number }, UserNotFound | AdministratorNeeded>>;
  disable(
    actor: Actor,
    userId: string,
  ): Promise<Outcome<{ user: User }, InvalidInput | UserNotFound | AdministratorNeeded>>;
  enable(actor: Actor, userId: string): Promise<Outcome<{ user: User }, UserNotFound | AdministratorNeeded>>;
}

const ownAccount = () => failed(invalidInput(['userId'], 'Nobody can disable their own account.'));

export function createAdministration(
  store: AdministrationRepository,
  sessions: Pick<Sessions, 'endAll'>,
): Administration {
  async function findFault(
    actor: Actor,
    userId: string,
  ): Promise<UserNotFound | AdministratorNeeded | undefined> {
    const user = await store.findUser(userId);
    if (user === undefined) return userNotFound(userId);
    const isStaff = user.roles.some((role) => role !== 'CUSTOMER');
    return isStaff && !actor.isAdministrator && user.id !== actor.id ? administratorNeeded() : undefined;
  }

  return {
    async endSessions(actor, userId) {
      const fault = await findFault(actor, userId);
      if (fault !== undefined) return failed(fault);
      const sessionsEnded = await sessions.endAll(userId);
      return sessionsEnded === undefined ? failed(userNotFound(userId)) : done({ sessionsEnded });
    },
    async disable(actor, userId) {
      if (userId === actor.id) return ownAccount();
      const fault = await findFault(actor, userId);
      if (fault !== undefined) return failed(fault);
      const user = await store.setDisabled(userId, true);
      if (user === undefined) return failed(userNotFound(userId));
      // Two administrators may have disabled each other at the same moment. Both calls may then find none left and undo
      // their change.
      if (user.roles.includes('ADMIN') && !(await store.hasAnyoneWithRole('ADMIN'))) {
        await store.setDisabled(userId, false);
        return failed(invalidInput(['userId'], 'This is the last administrator who can sign in.'));
      }
      return done({ user });
    },
    async enable(actor, userId) {
      const fault = await findFault(actor, userId);
      if (fault !== undefined) return failed(fault);
      const user = await store.setDisabled(userId, false);
      return user === undefined ? failed(userNotFound(userId)) : done({ user });
    },
  };
}
