import type { WebSessionFragment } from '../generated/graphql.ts';
import { session } from './session.ts';

/** Exchanges a refresh token for new tokens; null when the session has ended. Throws when the shop cannot be reached. */
export type Refresher = (refreshToken: string) => Promise<WebSessionFragment | null>;

/**
 * A token that expires sooner than this is renewed before it is sent. The request takes time, and the clocks of browser
 * and server may differ.
 */
const MARGIN_MS = 30_000;

/** @returns a valid access token, renewed if necessary; undefined when the customer is not signed in */
export async function freshAccessToken(refresh: Refresher): Promise<string | undefined> {
  const current = session.get();
  if (current === null) return undefined;
  if (Date.parse(current.expiresAt) - MARGIN_MS > Date.now()) return current.accessToken;
  return renew(current.accessToken, refresh);
}

/**
 * Renews the session of an access token. A refresh token is valid once, and its second use ends the session. Therefore
 * one tab at a time renews, under a lock, and the others use its result.
 */
export function renew(refused: string, refresh: Refresher): Promise<string | undefined> {
  return navigator.locks.request('session', async () => {
    const current = session.get();
    if (current === null || current.accessToken !== refused) return current?.accessToken;
    const next = await refresh(current.refreshToken);
    session.set(next === null ? null : { ...current, ...tokens(next) });
    return next?.accessToken;
  });
}

export function tokens({ accessToken, refreshToken, expiresAt }: WebSessionFragment) {
  return { accessToken, refreshToken, expiresAt };
}
