import { createEvent, type ServiceEvent } from '@supergraph/service-kit';
import { availabilityOf, type Availability, type LedgerTotals } from './ledger.js';

/** What was last published of a product's stock. */
export interface PublishedStock {
  readonly available: number;
  readonly discontinued: boolean;
  readonly revision: number;
}

/** As much of a ledger as its events say. */
export type StockState = Pick<LedgerTotals, 'id' | 'available' | 'discontinued' | 'revision'>;

/**
 * The events that lead from the stock that was last published to the stock now. Several changes of a ledger become one
 * event, so a short time without stock may not show.
 */
export function stockEventsOf(
  ledger: StockState,
  published: PublishedStock | undefined,
  lowStockThreshold: number,
  time: Date,
): readonly ServiceEvent[] {
  const { id, available, discontinued, revision } = ledger;
  if (published?.available === available && published.discontinued === discontinued) return [];
  const now = availabilityOf(ledger, lowStockThreshold);
  const before = published && availabilityOf(published, lowStockThreshold);
  const event = (entity: string, type: string) =>
    createEvent('products', {
      entity,
      type,
      subject: id,
      revision,
      time,
      data: { productId: id, stock: discontinued ? 0 : available, availability: now },
    });
  return [
    event('stock', 'shop.stock.changed.v1'),
    ...(isNewlyLow(before, now) ? [event('stock-low', 'shop.stock.low.v1')] : []),
    ...(isBack(before, now) ? [event('stock-back', 'shop.stock.back-in-stock.v1')] : []),
  ];
}

function isNewlyLow(before: Availability | undefined, now: Availability): boolean {
  return before === 'IN_STOCK' && (now === 'LOW_STOCK' || now === 'OUT_OF_STOCK');
}

function isBack(before: Availability | undefined, now: Availability): boolean {
  return before === 'OUT_OF_STOCK' && (now === 'LOW_STOCK' || now === 'IN_STOCK');
}
