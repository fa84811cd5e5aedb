import type { EventHandler, ServiceEvent } from '@supergraph/service-kit';

/** The erasure of a person's data, after they deleted their account. */
export interface Erasure {
  readonly customerId: string;
  readonly deletionId: string;
  /** When the person's orders are to be erased once more. */
  readonly againAt: Date;
}

/** Stores erasures. Repeating a call changes nothing. */
export interface ErasureRepository {
  open(erasure: Erasure): Promise<void>;
  /** Erases the addresses and texts of all present orders of a customer. Amounts, lines and statuses stay. */
  eraseOrders(customerId: string): Promise<void>;
  /** The customers whose orders are to be erased once more by now. */
  findDue(now: Date, limit: number): Promise<readonly string[]>;
  /** Notes that nothing is left to erase. */
  finish(customerId: string, at: Date): Promise<void>;
}

/** Erases the data of people who deleted their accounts, as the events of users tell. */
export interface Erasures extends EventHandler {
  /** Erases orders once more that were placed after the first time. Call it regularly, in any number of processes. */
  eraseAgain(): Promise<void>;
}

/** The name under which the consumer's progress is stored. */
export const ERASURES = 'erasures';

interface Dependencies {
  readonly repository: ErasureRepository;
  readonly clock: () => Date;
  /**
   * How long after the deletion orders are erased once more, in milliseconds: longer than an access token lives, with
   * which the person might still place an order.
   */
  readonly againAfterMs: number;
}

/** The number of customers whose orders are erased at a time. */
const MAX_DUE = 100;

export function createErasures({ repository, clock, againAfterMs }: Dependencies): Erasures {
  return {
    name: ERASURES,
    types: ['shop.user.deleted.v1', 'shop.user.snapshot.v1'],
    async handle(events) {
      for (const { userId, deletionId, deletedAt } of events.flatMap(deletionIn)) {
        const againAt = new Date(Date.parse(deletedAt) + againAfterMs);
        await repository.open({ customerId: userId, deletionId, againAt });
        await repository.eraseOrders(userId);
      }
    },
    // A snapshot repeats all deletions, and no erased data can be restored, so there is nothing to discard.
    reset: () => Promise.resolve(),
    async eraseAgain() {
      for (const customerId of await repository.findDue(clock(), MAX_DUE)) {
        await repository.eraseOrders(customerId);
        await repository.finish(customerId, clock());
      }
    },
  };
}

/** The deletion that an event tells of. The snapshot of a living account tells of none. */
function deletionIn({ data: { userId, deletionId, deletedAt } }: ServiceEvent) {
  if (typeof userId !== 'string' || typeof deletionId !== 'string' || typeof deletedAt !== 'string')
    return [];
  return [{ userId, deletionId, deletedAt }];
}
