import { type Connection, type Model, Schema, Types } from 'mongoose';

export interface Item {
  _id: Types.ObjectId;
  sku: string;
  name: string;
  description: string;
  category: string;
  price: number;
  tags: string[];
  stock: { available: number; sold: number };
  createdAt: Date;
}

const schema = new Schema<Item>(
  {
    sku: String,
    name: String,
    description: String,
    category: String,
    price: Number,
    tags: [String],
    stock: { available: Number, sold: Number },
    createdAt: Date,
  },
  { versionKey: false },
);
schema.index({ category: 1, price: 1, _id: 1 });
schema.index({ sku: 1 }, { unique: true });

export type ItemModel = Model<Item>;

export const itemModel = (connection: Connection): ItemModel =>
  (connection.models.Item as ItemModel | undefined) ?? connection.model<Item>('Item', schema);

export const CATEGORIES = 50;

/** Ids that can be computed again: document `i` of the collection. */
export const idOf = (i: number): Types.ObjectId => new Types.ObjectId(i.toString(16).padStart(24, '0'));

export const itemOf = (i: number, id = idOf(i)): Item => ({
  _id: id,
  sku: `SKU-${id.toHexString()}`,
  name: `Item number ${i}`,
  description: 'A thing of some use, described in a sentence or two, as things in shops are described.',
  category: `category-${i % CATEGORIES}`,
  price: (i * 7919) % 100_000,
  tags: ['one', 'two', i % 2 === 0 ? 'even' : 'odd'],
  stock: { available: i % 100, sold: 0 },
  createdAt: new Date(1_700_000_000_000 + i * 1000),
});
