import type { ServiceEvent } from '@supergraph/service-kit';
import { z } from 'zod';

/** The sale of an order, according to the order's events. */
export interface Sale {
  readonly orderId: string;
  /** The revision of the order. */
  readonly revision: number;
  /** The day on which the order was confirmed, in UTC. */
  readonly day: Date;
  /** Whether the order's units count as sold. Units of a cancelled order do not. */
  readonly isSold: boolean;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

/** The events from which sales are built. Other events do not change sales. */
export const SALE_EVENTS = ['shop.order.confirmed.v1', 'shop.order.cancelled.v1', 'shop.order.snapshot.v1'];

const SOLD: ReadonlySet<string> = new Set(['CONFIRMED', 'SHIPPED', 'DELIVERED']);

const factsSchema = z.object({
  orderId: z.string(),
  status: z.string(),
  confirmedAt: z.iso.datetime().optional(),
  lines: z.array(z.object({ productId: z.string(), quantity: z.int().positive() })),
});

/** The sale in an order's event. Undefined if the order was never confirmed. */
export function saleOf({ revision, data }: ServiceEvent): Sale | undefined {
  const { orderId, status, confirmedAt, lines } = factsSchema.parse(data);
  if (confirmedAt === undefined) return undefined;
  return { orderId, revision, day: dayOf(new Date(confirmedAt)), isSold: SOLD.has(status), lines };
}

export const DAY_MS = 86_400_000;

/** The start of a moment's day, in UTC. */
export function dayOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS);
}
