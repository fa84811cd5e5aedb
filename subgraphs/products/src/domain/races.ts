/** A change that loses so many races in a row does not have bad luck. */
export const MAX_LOST_RACES = 20;

export function changedTooOften(productId: string): Error {
  return new Error(`the ledger of ${productId} changed too often to be changed`);
}
