import mongoose, { type Connection, type Model } from 'mongoose';

/** A subgraph's models on a connection, by name. */
export type CreateModels = (connection: Connection) => object;

/** The maximum time the server may take to answer, in milliseconds. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * The indexes that the models declare and the database lacks, as `collection.field`. Nothing is created.
 *
 * @throws when the server does not answer
 */
export async function missingIndexes(uri: string, createModels: CreateModels): Promise<readonly string[]> {
  const connection = mongoose.createConnection(uri, {
    serverSelectionTimeoutMS: ANSWER_WITHIN_MS,
    autoIndex: false,
    autoCreate: false,
  });
  try {
    await connection.asPromise();
    const models = Object.values(createModels(connection)) as Model<unknown>[];
    const missing = await Promise.all(models.map(missingOf));
    return missing.flat();
  } finally {
    await connection.destroy();
  }
}

async function missingOf(model: Model<unknown>): Promise<readonly string[]> {
  const { toCreate } = await model.diffIndexes();
  return toCreate.map((index: object) => `${model.collection.name}.${Object.keys(index).join('+')}`);
}
