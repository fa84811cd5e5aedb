import { createEvent, type ServiceEvent } from '@supergraph/service-kit';
import { availabilityOf, type Availability, type LedgerTotals } from './ledger.js';

/** The stock of a product at its last publication. */
export interface PublishedStock {
  readonly available: number;
  readonly discontinued: boolean;
  readonly revision: number;
}

/** The part of a ledger that its events contain. */
export type StockState = Pick<LedgerTotals, 'id' | 'available' | 'discontinued' | 'revision'>;

/**
 * The events that lead from the last published stock to the current stock. Several changes of a ledger become one
 * event, so a short time without stock may not appear.
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
