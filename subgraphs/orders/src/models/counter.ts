import { Schema, type Connection, type Model } from 'mongoose';

/** A number that only increases. */
export interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}

const counterSchema = new Schema(
  { _id: { type: String, required: true }, value: { type: Number, required: true } },
  { collection: 'counters', versionKey: false, strict: 'throw' },
);

export type CounterModel = Model<CounterDocument>;

/** The counter from which order numbers are allocated. */
export const ORDER_NUMBERS = 'orderNumber';

export function createCounterModel(connection: Connection): CounterModel {
  return connection.model<CounterDocument>('Counter', counterSchema as unknown as Schema<CounterDocument>);
}
