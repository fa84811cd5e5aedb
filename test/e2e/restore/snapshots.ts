import mongoose from 'mongoose';
import { begin, type Stack } from '../../crash/stack.js';

/** All documents of a database, by collection. Indexes are not included: services create them when they start. */
export type Snapshot = ReadonlyMap<string, readonly mongoose.mongo.BSON.Document[]>;

export interface Snapshots {
  readonly orders: Snapshot;
  readonly products: Snapshot;
}

/** Reads one database after the other, and one collection after the other, as `mongodump` does. */
export async function snapshotBoth({ uris }: Stack): Promise<Snapshots> {
  return { orders: await snapshot(uris.orders), products: await snapshot(uris.products) };
}

export async function snapshot(uri: string): Promise<Snapshot> {
  return withDatabase(uri, async (database) => {
    const read = new Map<string, readonly mongoose.mongo.BSON.Document[]>();
    for (const { name } of await database.listCollections().toArray())
      read.set(name, await database.collection(name).find().toArray());
    return read;
  });
}

/** Stops both services, replaces all data with the snapshots, and starts products, then orders. */
export async function restoreBoth({ orders, products, uris }: Stack, snapshots: Snapshots): Promise<void> {
  await orders.kill();
  await products.kill();
  await restore(uris.orders, snapshots.orders);
  await restore(uris.products, snapshots.products);
  await begin(products);
  await begin(orders);
}

async function restore(uri: string, collections: Snapshot): Promise<void> {
  await withDatabase(uri, async (database) => {
    await database.dropDatabase();
    for (const [name, documents] of collections) {
      if (documents.length > 0) await database.collection(name).insertMany([...documents]);
    }
  });
}

async function withDatabase<Result>(
  uri: string,
  use: (database: mongoose.mongo.Db) => Promise<Result>,
): Promise<Result> {
  const client = await mongoose.mongo.MongoClient.connect(uri, { promoteValues: false });
  try {
    return await use(client.db());
  } finally {
    await client.close();
  }
}
