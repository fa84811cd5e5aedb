import type { Account } from './user.js';

/** The maximum number of lookups at once. A flood of refused attempts must not become as many database reads. */
const MAX_LOOKUPS = 10;

/**
 * Finds the id of the account whose sign-in was refused, for the security log. There is none while `MAX_LOOKUPS` others
 * are under way or if the lookup fails, because the client gets its refusal in any case.
 */
export function createRefusedAccountLookup(
  findAccountByEmail: (email: string) => Promise<Account | undefined>,
): (email: string) => Promise<string | undefined> {
  let lookups = 0;
  return async (email) => {
    if (lookups >= MAX_LOOKUPS) return undefined;
    lookups += 1;
    try {
      return (await findAccountByEmail(email))?.user.id;
    } catch {
      return undefined;
    } finally {
      lookups -= 1;
    }
  };
}
