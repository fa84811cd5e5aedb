/** The client's action that reaches a fault point. */
export type Story =
  /** An order for products in stock, including the last unit of one: CONFIRMED. */
  | 'place'
  /** An order in which one product is out of stock: REJECTED, with units to release. */
  | 'refuse'
  /** An order that is placed, then cancelled. */
  | 'cancel'
  /** An order that is placed, then shipped. */
  | 'ship'
  /** An order that is placed, shipped, then delivered. */
  | 'deliver'
  /** An order that an orders process left PENDING when it died, and that the next process finds. */
  | 'abandon'
  /** An order that is placed while products is down. */
  | 'outage';

/** The final status of each story's order, however often the story was interrupted. */
export const endings: Readonly<Record<Story, string>> = {
  place: 'CONFIRMED',
  refuse: 'REJECTED',
  cancel: 'CANCELLED',
  ship: 'SHIPPED',
  deliver: 'DELIVERED',
  abandon: 'CONFIRMED',
  outage: 'CONFIRMED',
};

export interface FaultPoint {
  readonly service: 'orders' | 'products';
  readonly point: string;
  readonly story: Story;
}

const stories: Readonly<Record<FaultPoint['service'], readonly (readonly [effect: string, story: Story])[]>> =
  {
    orders: [
      ['number', 'place'],
      ['insert', 'place'],
      ['reserve', 'place'],
      ['confirm', 'place'],
      ['finalise', 'place'],
      ['relay.lease', 'place'],
      ['relay.append', 'place'],
      ['relay.confirm', 'place'],
      ['settle', 'place'],
      ['reserve', 'refuse'],
      ['reject', 'refuse'],
      ['release', 'refuse'],
      ['settle', 'refuse'],
      ['cancel', 'cancel'],
      ['restock', 'cancel'],
      ['settle', 'cancel'],
      ['ship', 'ship'],
      ['deliver', 'deliver'],
      ['lease', 'abandon'],
      ['reserve', 'abandon'],
      ['confirm', 'abandon'],
      ['settle', 'abandon'],
      ['postpone', 'outage'],
    ],
    products: [
      ['reserve', 'place'],
      ['finalise', 'place'],
      ['reserve', 'refuse'],
      ['release', 'refuse'],
      ['restock', 'cancel'],
      ['product.follow', 'place'],
      ['product.follow', 'cancel'],
      ['relay.append', 'place'],
      ['relay.confirm', 'place'],
      ['sales.handle', 'place'],
      ['sales.handle', 'cancel'],
      ['consumer.lease', 'place'],
      ['consumer.load', 'place'],
      ['consumer.save', 'place'],
    ],
  };

/** The fault points before and after every effect in `stories`. */
export const faultPoints: readonly FaultPoint[] = (['orders', 'products'] as const).flatMap((service) =>
  stories[service].flatMap(([effect, story]) =>
    ['before', 'after'].map((when) => ({ service, point: `${effect}.${when}`, story })),
  ),
);
