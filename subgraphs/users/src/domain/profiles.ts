import { done, failed, type Outcome } from '@supergraph/service-kit';
import { invalidInput, userNotFound, type InvalidInput, type UserNotFound } from './failures.js';
import { readAddress, readName, type AddressInput, type Findings } from './profile-input.js';
import type { Address, Role, User } from './user.js';

/** The fields to change; an undefined field stays as it is. */
export interface ProfileChanges {
  readonly name?: string;
  readonly defaultAddress?: Address | null;
}

export interface ProfileRepository {
  findUser(id: string): Promise<User | undefined>;
  /** @returns the changed user; undefined if there is none */
  updateProfile(id: string, changes: ProfileChanges): Promise<User | undefined>;
  /** Sets the roles and revokes all access tokens. @returns the changed user; undefined if there is none */
  setRoles(id: string, roles: readonly Role[]): Promise<User | undefined>;
  /** Whether any user who is not disabled has the role, not counting `besides`. */
  hasAnyoneWithRole(role: Role, besides?: string): Promise<boolean>;
}

export interface Profiles {
  /** @returns undefined if there is no such user */
  update(
    userId: string,
    input: { name?: string | null | undefined; defaultAddress?: AddressInput | null | undefined },
  ): Promise<Outcome<{ user: User }, InvalidInput> | undefined>;
  setRoles(
    userId: string,
    roles: readonly Role[],
  ): Promise<Outcome<{ user: User }, InvalidInput | UserNotFound>>;
}

export function createProfiles(store: ProfileRepository): Profiles {
  return {
    async update(userId, { name, defaultAddress }) {
      const findings: Findings = { found: [] };
      if (name === null)
        findings.found.push(invalidInput(['name'], 'A name can be changed, not taken away.'));
      const changes: ProfileChanges = {
        ...(name == null ? {} : { name: readName(findings, name) }),
        ...(defaultAddress == null
          ? {}
          : { defaultAddress: readAddress(findings, ['defaultAddress'], defaultAddress) }),
        ...(defaultAddress === null ? { defaultAddress: null } : {}),
      };
      const [fault, ...others] = findings.found;
      if (fault !== undefined) return failed(fault, ...others);
      const user = await store.updateProfile(userId, changes);
      return user === undefined ? undefined : done({ user });
    },
    setRoles: (userId, roles) => setRoles(store, userId, roles),
  };
}

const lastAdmin = () =>
  failed(invalidInput(['roles'], 'This is the last administrator. Give someone else the role ADMIN first.'));

/** Sessions continue: the issued access tokens become void, and the next ones have the scopes of the new roles. */
async function setRoles(
  store: ProfileRepository,
  userId: string,
  roles: readonly Role[],
): Promise<Outcome<{ user: User }, InvalidInput | UserNotFound>> {
  if (roles.length === 0) return failed(invalidInput(['roles'], 'Give at least one role.'));
  if (new Set(roles).size < roles.length) return failed(invalidInput(['roles'], 'Name each role once.'));
  const before = await store.findUser(userId);
  if (before === undefined) return failed(userNotFound(userId));
  const loses = before.roles.includes('ADMIN') && !roles.includes('ADMIN');
  if (loses && !(await store.hasAnyoneWithRole('ADMIN', userId))) return lastAdmin();
  const user = await store.setRoles(userId, roles);
  if (user === undefined) return failed(userNotFound(userId));
  // Two administrators may have taken the role from each other at the same moment. Each call that finds none left
  // restores the role; both calls may do so.
  if (loses && !(await store.hasAnyoneWithRole('ADMIN'))) {
    await store.setRoles(userId, before.roles);
    return lastAdmin();
  }
  return done({ user });
}
