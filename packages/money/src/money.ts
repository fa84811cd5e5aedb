/** An exact amount of one currency. */
export interface Money {
  /** The amount in the currency's smallest unit: cents of a dollar, whole yen. A safe integer. */
  readonly minor: number;
  /** An ISO 4217 code in capitals. */
  readonly currency: string;
}
