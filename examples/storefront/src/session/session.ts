import { stored, useStored } from '../ui/stored.ts';

/** A signed-in customer. */
export interface Session {
  readonly userId: string;
  readonly name: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The expiry time of the access token, in RFC 3339. */
  readonly expiresAt: string;
}

export const session = stored<Session | null>('session', null, (kept) =>
  isSession(kept) ? kept : undefined,
);

export function useSession(): Session | null {
  return useStored(session);
}

function isSession(kept: unknown): kept is Session {
  if (typeof kept !== 'object' || kept === null) return false;
  const fields = kept as Record<string, unknown>;
  return ['userId', 'name', 'accessToken', 'refreshToken', 'expiresAt'].every(
    (name) => typeof fields[name] === 'string',
  );
}
