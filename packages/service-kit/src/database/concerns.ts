/**
 * The write concern of writes that are repeated when a failing database loses them, such as a consumer's cursor: they do
 * not wait for the disk or for other members of a replica set. Use it for the last write of a task only: a task that goes
 * on after the loss would base its next writes on this one.
 */
export const UNJOURNALED = { w: 1, journal: false } as const;

/**
 * The read concern of reads whose result leaves the database: what a failover may still undo is not read, so no other
 * service sees a change that never happened.
 */
export const DURABLE = { level: 'majority' } as const;
