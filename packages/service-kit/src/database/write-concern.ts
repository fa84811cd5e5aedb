/**
 * The write concern of writes that are repeated when a failing database loses them, such as a consumer's cursor: they do
 * not wait for the disk or for other members of a replica set. A database loses its latest writes, never one of them
 * alone, so it also loses everything that was based on them.
 */
export const UNJOURNALED = { w: 1, journal: false } as const;
