import { failed } from '@supergraph/service-kit';
import { tooManyAttempts } from './failures.js';

/** A client that tries a password. All addresses and all accounts have equal shares of the work. */
export interface PasswordClient {
  /** The email that is tried. */
  readonly account: string;
  /** The client's network address, when it is known. */
  readonly address: string | undefined;
}

/**
 * Runs an attempt when it is the client's turn, database work and hashing alike. `undefined` says that it was refused,
 * because too many attempts of its address or account wait already.
 */
export type Turns = <Result>(
  client: PasswordClient,
  attempt: () => Promise<Result>,
) => Promise<Result | undefined>;

/** When too many wait: by then the queue has moved on. In seconds. */
const BUSY_RETRY = 2;

/** Runs an attempt when it is the client's turn, or answers that there are too many. */
export async function inTurn<Result>(turns: Turns, client: PasswordClient, attempt: () => Promise<Result>) {
  return (await turns(client, attempt)) ?? failed(tooManyAttempts(BUSY_RETRY));
}
