import type { Connection } from 'mongoose';

/** The position of the options among the arguments of each collection method that runs a command. */
const OPTIONS_AT = {
  ...{ find: 1, findOne: 1, aggregate: 1, countDocuments: 1, estimatedDocumentCount: 0, distinct: 2 },
  ...{ insertOne: 1, insertMany: 1, bulkWrite: 1, updateOne: 2, updateMany: 2, replaceOne: 2 },
  ...{ deleteOne: 1, deleteMany: 1, findOneAndUpdate: 2, findOneAndReplace: 2, findOneAndDelete: 1 },
} as const;

/** Building an index takes as long as the collection is large. */
const UNLIMITED = { createIndex: 1, createIndexes: 1 } as const;

type Method = (...given: unknown[]) => unknown;

/**
 * Limits the time that the server may work on any command of a connection. Mongoose limits queries and aggregations
 * only, and the driver has no limit for a client as a whole, so each command of each collection gets one, unless it
 * states its own.
 *
 * @param maxTimeMs in milliseconds
 */
export function limitCommands(connection: Connection, maxTimeMs: number): void {
  const { db } = connection;
  if (db === undefined) throw new Error('the connection is not open');
  const open = db.collection.bind(db);
  db.collection = (...names: Parameters<typeof open>) => {
    const collection = open(...names);
    addDefaults(collection, OPTIONS_AT, { maxTimeMS: maxTimeMs });
    addDefaults(collection, UNLIMITED, { socketTimeoutMS: 0 });
    return collection as never;
  };
}

function addDefaults(
  collection: object,
  positions: Readonly<Record<string, number>>,
  defaults: object,
): void {
  const methods = collection as Record<string, Method>;
  for (const [name, at] of Object.entries(positions)) {
    const method = methods[name]?.bind(collection);
    if (method === undefined) continue;
    methods[name] = (...given) => {
      given[at] = { ...defaults, ...(given[at] as object | undefined) };
      return method(...given);
    };
  }
}
