import type { Money } from '@supergraph/money';
import type { LineInput } from './purchase.js';

/** Units that an order wants to hold. */
export interface ReservationRequest {
  readonly orderId: string;
  readonly lines: readonly LineInput[];
  /** A copy that arrives later does nothing. */
  readonly deadline: Date;
  /** The price of all lines that the customer was told; when they cost otherwise nothing is held. Null accepts any. */
  readonly expectedSubtotal: Money | null;
}

/** The result of one line of a reservation, and the product at that moment. */
export interface Reservation {
  readonly productId: string;
  readonly outcome: ReservationOutcome;
  /** How many units could be bought when the line was refused. */
  readonly available: number;
  readonly sku: string | null;
  readonly name: string | null;
  readonly unitPrice: Money | null;
}

/** `NOT_HELD`: the line could be had, but the order cannot: another line is refused, or it costs otherwise than expected. */
export type ReservationOutcome =
  'HELD' | 'INSUFFICIENT' | 'UNKNOWN_PRODUCT' | 'DISCONTINUED' | 'CLOSED' | 'EXPIRED' | 'NOT_HELD';

/** On whose request products is called, and how long the call may take. */
export interface CallOptions {
  readonly requestId: string;
  /** `prompt`: a customer waits, so give up early. `patient`: nobody does. */
  readonly pace: 'prompt' | 'patient';
}

/**
 * The stock, which products owns. Every call may be repeated and may arrive late; none does its work twice.
 * Each rejects with {@link StockUnavailable} when it cannot be known whether the call did its work.
 */
export interface Stock {
  reserve(request: ReservationRequest, options: CallOptions): Promise<readonly Reservation[]>;
  finalise(orderId: string, productIds: readonly string[], options: CallOptions): Promise<void>;
  release(orderId: string, productIds: readonly string[], options: CallOptions): Promise<void>;
  restock(orderId: string, lines: readonly LineInput[], options: CallOptions): Promise<void>;
}

/** Products did not answer in time, or not sensibly: the call may or may not have done its work. */
export class StockUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StockUnavailable';
  }
}

/** Products answered that it could not do it: it is there, so that what it could not do may be one order's alone. */
export class StockFailed extends StockUnavailable {}
