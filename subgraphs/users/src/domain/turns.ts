import { failed } from '@supergraph/service-kit';
import { tooManyAttempts } from './failures.js';

/** A client that tries a password. The work is shared fairly between addresses and between accounts. */
export interface PasswordClient {
  /** The email whose password is tried. */
  readonly account: string;
  /** The client's network address, if it is known. */
  readonly address: string | undefined;
}

/**
 * Runs an attempt, with its database work and hashing, when it is the client's turn. Returns undefined if the attempt
 * was refused because too many of its address or account are waiting.
 */
export type Turns = <Result>(
  client: PasswordClient,
  attempt: () => Promise<Result>,
) => Promise<Result | undefined>;

/** The time after which to retry when too many attempts wait, in seconds. The queue has moved on by then. */
const BUSY_RETRY = 2;

/**
 * Runs an attempt when it is the client's turn, or fails with `TooManyAttempts`.
 *
 * @param findAccountId called for each refused attempt, for the security log; must not reject
 */
export async function inTurn<Result>(
  turns: Turns,
  client: PasswordClient,
  attempt: () => Promise<Result>,
  findAccountId?: () => Promise<string | undefined> | string,
) {
  const result = await turns(client, attempt);
  if (result !== undefined) return result;
  return failed({ ...tooManyAttempts(BUSY_RETRY), accountId: await findAccountId?.() });
}
