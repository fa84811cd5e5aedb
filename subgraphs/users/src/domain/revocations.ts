/** Access tokens that are void before they expire: tokens of a user with a lower epoch, or tokens of a session. */
export type Revocation = { readonly at: Date } & (
  { readonly subject: string; readonly epoch: number } | { readonly session: string }
);

/** A part of the revocations, ordered by time. */
export interface RevocationPage {
  readonly revocations: readonly Revocation[];
  /** The page is complete up to this time. */
  readonly until: Date;
  /** Whether there are later revocations. */
  readonly hasMore: boolean;
}

/** Finds the earliest revocations after a time. */
export type FindRevocations = (since: Date, limit: number) => Promise<Revocation[]>;

export interface Revocations {
  /** The revocations after `since`, without those whose access tokens have all expired. */
  read(since: Date): Promise<RevocationPage>;
}

/** The maximum lifetime of an access token, 15 minutes, plus a tolerance for verifiers' clocks. */
export const REVOCATION_LIFETIME_MS = 30 * 60_000;

const PAGE_SIZE = 5_000;

/** Reads recent revocations of users and of sessions, each from the documents that the revoking change wrote. */
export function createRevocations(
  sources: readonly FindRevocations[],
  clock: () => Date,
  pageSize = PAGE_SIZE,
): Revocations {
  return {
    async read(since) {
      const now = clock();
      const from = new Date(Math.max(since.getTime(), now.getTime() - REVOCATION_LIFETIME_MS));
      const found = await Promise.all(sources.map((find) => find(from, pageSize)));
      const ends = found.filter((page) => page.length === pageSize).map((page) => page.at(-1)?.at ?? now);
      const until = new Date(Math.min(now.getTime(), ...ends.map((end) => end.getTime())));
      const hasMore = ends.length > 0;
      const revocations = found.flat().filter(({ at }) => !hasMore || at <= until);
      return { revocations, until, hasMore };
    },
  };
}
