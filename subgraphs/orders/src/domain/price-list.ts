import type { Snapshot } from './order.js';
import type { CallOptions } from './stock.js';

/** Current prices, which products owns. */
export interface PriceList {
  /**
   * The current products by id, without those that do not exist or are discontinued. Nothing is reserved.
   *
   * @throws StockUnavailable when products does not answer
   */
  find(productIds: readonly string[], options: CallOptions): Promise<ReadonlyMap<string, Snapshot>>;
}
