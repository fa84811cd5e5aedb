import { stored, useStored } from '../ui/stored.ts';

/** Units of one product that a customer wants to buy. The cart stores no prices: a quote has the current ones. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
}

export const MAX_QUANTITY = 1_000;

const EMPTY: readonly CartLine[] = [];

/** The cart is stored in the browser, so it needs no account and survives a reload. */
export const cart = stored<readonly CartLine[]>('cart', EMPTY, (kept) =>
  Array.isArray(kept) && kept.every(isLine) ? kept : undefined,
);

export function useCart(): readonly CartLine[] {
  return useStored(cart);
}

export function addToCart(productId: string, quantity: number): void {
  const found = cart.get().find((line) => line.productId === productId);
  setQuantity(productId, (found?.quantity ?? 0) + quantity);
}

/** @param quantity 0 removes the product */
export function setQuantity(productId: string, quantity: number): void {
  const line = { productId, quantity: Math.min(quantity, MAX_QUANTITY) };
  const lines = cart.get();
  const isThere = lines.some((other) => other.productId === productId);
  const next = isThere
    ? lines.map((other) => (other.productId === productId ? line : other))
    : [...lines, line];
  const filled = next.filter((other) => other.quantity > 0);
  cart.set(filled.length === 0 ? EMPTY : filled);
}

export function emptyCart(): void {
  cart.set(EMPTY);
}

export function countUnits(lines: readonly CartLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

function isLine(kept: unknown): kept is CartLine {
  if (typeof kept !== 'object' || kept === null) return false;
  const { productId, quantity } = kept as Record<string, unknown>;
  return typeof productId === 'string' && Number.isInteger(quantity) && (quantity as number) > 0;
}
