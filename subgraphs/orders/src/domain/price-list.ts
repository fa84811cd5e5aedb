import type { Snapshot } from './order.js';
import type { CallOptions } from './stock.js';

/** Today's prices, which products owns. */
export interface PriceList {
  /**
   * The products as they are now, by id; those that do not exist or are no longer sold are missing. Nothing is held.
   *
   * @throws StockUnavailable when products does not answer
   */
  find(productIds: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, Snapshot>>;
}
