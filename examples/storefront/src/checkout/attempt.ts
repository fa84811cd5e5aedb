import type { PlaceOrderInput } from '../generated/graphql.ts';
import { stored } from '../ui/stored.ts';

/** An order that was sent and whose outcome is not known yet. */
export interface Attempt {
  /** Keys are a customer's own: another customer must not send this one. */
  readonly userId: string;
  readonly input: PlaceOrderInput;
}

/**
 * Kept before it is sent, with its idempotency key. Whatever happens then (a lost answer, a reload, a closed laptop), the
 * same order is sent again with the same key, and the shop answers the order that there is instead of making another.
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
