/** Access tokens that are void before they run out: those of a user with a lower epoch, or those of a session. */
export type Revocation = { readonly at: Date } & (
  { readonly subject: string; readonly epoch: number } | { readonly session: string }
);

/** Part of the revocations, in order of time. */
export interface RevocationPage {
  readonly revocations: readonly Revocation[];
  /** The time up to which the page has all of them. */
  readonly until: Date;
  /** Whether there are later ones. */
  readonly hasMore: boolean;
}

/** Finds the earliest revocations after a time. */
export type FindRevocations = (since: Date, limit: number) => Promise<Revocation[]>;

export interface Revocations {
  /** The revocations after `since`; those that no access token can outlive are left out. */
  read(since: Date): Promise<RevocationPage>;
}

/** The longest life of an access token, 15 minutes, with what verifiers' clocks may be off. */
export const REVOCATION_LIFETIME_MS = 30 * 60_000;

const PAGE_SIZE = 5_000;

/** Reads what has been revoked lately, users and sessions each from the documents that their own change wrote. */
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
