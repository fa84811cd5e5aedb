/** The maximum number of races that one change may lose in a row. More indicate a defect, not bad luck. */
export const MAX_LOST_RACES = 20;

export function changedTooOften(productId: string): Error {
  return new Error(`the ledger of ${productId} changed too often to be changed`);
}
