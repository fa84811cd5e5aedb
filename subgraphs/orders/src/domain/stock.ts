import type { Money } from '@supergraph/money';
import type { LineInput } from './purchase.js';

/** What became of one line of a reservation, and what the product is at that moment. */
export interface Reservation {
  readonly productId: string;
  readonly outcome: 'HELD' | 'INSUFFICIENT' | 'UNKNOWN_PRODUCT' | 'DISCONTINUED' | 'CLOSED' | 'EXPIRED';
  /** How many units could be bought when the line was refused. */
  readonly available: number;
  readonly sku: string | null;
  readonly name: string | null;
  readonly unitPrice: Money | null;
}

/** How long a conversation with products may take, and on whose request. */
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
  /** @param deadline a copy that arrives later does nothing */
  reserve(
    orderId: string,
    lines: readonly LineInput[],
    deadline: Date,
    conversation: CallOptions,
  ): Promise<readonly Reservation[]>;
  finalise(orderId: string, productIds: readonly string[], conversation: CallOptions): Promise<void>;
  release(orderId: string, productIds: readonly string[], conversation: CallOptions): Promise<void>;
  restock(orderId: string, lines: readonly LineInput[], conversation: CallOptions): Promise<void>;
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
