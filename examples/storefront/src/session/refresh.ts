import type { WebSessionFragment } from '../generated/graphql.ts';
import { session } from './session.ts';

/** Trades a refresh token for the next tokens; null when the session is over. Throws when the shop cannot be reached. */
export type Refresher = (refreshToken: string) => Promise<WebSessionFragment | null>;

/**
 * A token that ends this soon is renewed before it is sent: the request may take a moment to arrive, and the two clocks
 * may differ.
 */
const MARGIN_MS = 30_000;

/** @returns an access token that is still good, renewed in silence when it has to be; undefined for a visitor */
export async function freshAccessToken(refresh: Refresher): Promise<string | undefined> {
  const current = session.get();
  if (current === null) return undefined;
  if (Date.parse(current.expiresAt) - MARGIN_MS > Date.now()) return current.accessToken;
  return renew(current.accessToken, refresh);
}

/**
 * Renews the session that an access token belongs to. A refresh token is good once, and its second use ends the session.
 * The lock lets one tab renew, and the others find what it got.
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
