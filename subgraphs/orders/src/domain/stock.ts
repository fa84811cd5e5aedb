import type { Money } from '@supergraph/money';
import type { LineInput } from './purchase.js';

/** Units that an order wants to hold. */
export interface ReservationRequest {
  readonly orderId: string;
  readonly lines: readonly LineInput[];
  /** The deadline: a copy that arrives later has no effect. */
  readonly deadline: Date;
  /**
   * The price of all lines that was shown to the customer. If they cost otherwise, nothing is held. Null accepts any
   * price.
   */
  readonly expectedSubtotal: Money | null;
}

/** The result of one line of a reservation, and the product at that time. */
export interface Reservation {
  readonly productId: string;
  readonly outcome: ReservationOutcome;
  /** The number of units that were available when the line was refused. */
  readonly available: number;
  readonly sku: string | null;
  readonly name: string | null;
  readonly unitPrice: Money | null;
}

/** `NOT_HELD`: the line is available, but the order is refused because of another line or a different price. */
export type ReservationOutcome =
  'HELD' | 'INSUFFICIENT' | 'UNKNOWN_PRODUCT' | 'DISCONTINUED' | 'CLOSED' | 'EXPIRED' | 'NOT_HELD';

/** The request for which products is called, and the time limits of the call. */
export interface CallOptions {
  readonly requestId: string;
  /** `prompt`: a customer is waiting, so the limits are short. `patient`: no customer is waiting. */
  readonly pace: 'prompt' | 'patient';
}

/**
 * The stock, which products owns. Every call may be repeated and may arrive late, and takes effect at most once.
 * Each rejects with {@link StockUnavailable} when it is unknown whether the call took effect.
 */
export interface Stock {
  reserve(request: ReservationRequest, options: CallOptions): Promise<readonly Reservation[]>;
  finalise(orderId: string, productIds: readonly string[], options: CallOptions): Promise<void>;
  release(orderId: string, productIds: readonly string[], options: CallOptions): Promise<void>;
  restock(orderId: string, lines: readonly LineInput[], options: CallOptions): Promise<void>;
}

/** Products did not answer in time, or gave an unusable answer: the call may or may not have taken effect. */
export class StockUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StockUnavailable';
  }
}

/** Products answered with a failure. It is available, so the cause may be this order alone. */
export class StockFailed extends StockUnavailable {}
