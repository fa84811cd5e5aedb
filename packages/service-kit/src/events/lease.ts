import { randomUUID } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { RELAY } from '../database/metrics.js';
import { isDuplicateKey } from '../database/duplicate-key.js';

/** Makes sure that usually only one process does some work. */
export interface Lease {
  /** Acquires or renews the lease. Returns whether this process holds it. */
  hold(): Promise<boolean>;
  /** Releases the lease, so that another process need not wait for its expiry. */
  release(): Promise<void>;
}

interface LeaseDocument {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

/**
 * A lease in one document. It only saves work: two holders, which a paused process or wrong clocks can cause, must do
 * no harm.
 */
export function createLease(
  connection: Connection,
  { name, leaseMs }: { readonly name: string; readonly leaseMs: number },
): Lease {
  const leases = connection.collection('leases') as unknown as mongo.Collection<LeaseDocument>;
  const holder = randomUUID();
  let renewAt = 0;

  async function take(): Promise<boolean> {
    const now = Date.now();
    const until = new Date(now + leaseMs);
    const mineOrEnded = { _id: name, $or: [{ holder }, { until: { $lte: new Date(now) } }] };
    try {
      await leases.updateOne(mineOrEnded, { $set: { holder, until } }, { upsert: true, comment: RELAY });
      return true;
    } catch (error) {
      // Another process holds the lease: the filter did not match, and the name exists.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    async hold() {
      if (performance.now() < renewAt) return true;
      const started = performance.now();
      const isHeld = await take();
      renewAt = isHeld ? started + leaseMs / 2 : 0;
      return isHeld;
    },
    async release() {
      renewAt = 0;
      await leases.deleteOne({ _id: name, holder }, { comment: RELAY });
    },
  };
}
