import type { PlaceOrderInput } from '../generated/graphql.ts';
import { stored } from '../ui/stored.ts';

/** An order that was sent and whose outcome is unknown. */
export interface Attempt {
  /** Idempotency keys belong to one customer, so no other customer may send this order. */
  readonly userId: string;
  readonly input: PlaceOrderInput;
}

/**
 * The attempt is stored before the order is sent. After a lost answer or a reload, the same order is sent again with
 * the same idempotency key, and the shop returns the existing order instead of creating another.
 */
export const attempt = stored<Attempt | null>('checkout', null, (kept) =>
  isAttempt(kept) ? kept : undefined,
);

function isAttempt(kept: unknown): kept is Attempt {
  if (typeof kept !== 'object' || kept === null) return false;
  const { userId, input } = kept as Partial<Attempt>;
  return (
    typeof userId === 'string' && typeof input?.idempotencyKey === 'string' && Array.isArray(input.lines)
  );
}
