import type { Connection } from 'mongoose';
import type { Promised } from './kill-rounds.js';

interface Counted {
  readonly _id: number;
  readonly n: number;
  readonly twin: number;
}

/** Enough documents that one update of all takes several transactions, mixed with those of other writers. */
const MANY = 1200;

const collectionOf = (connection: Connection) => connection.collection<Counted>('many');

export async function insertMany(connection: Connection): Promise<void> {
  const many = collectionOf(connection);
  await many.createIndex({ n: 1 }, {}, {});
  await many.insertMany(Array.from({ length: MANY }, (_, _id) => ({ _id, n: 0, twin: 0 })));
}

/** Updates every document through an index whose key the update changes. */
export async function countUpAll(connection: Connection, promised: Promised): Promise<void> {
  promised.asked += 1;
  await collectionOf(connection).updateMany({ n: { $gte: 0 } }, { $inc: { n: 1, twin: 1 } });
  promised.acknowledged += 1;
}

/** An update that was not acknowledged may have changed some documents, but each completely and only once. */
export async function checkMany(
  connection: Connection,
  { acknowledged, asked }: Promised,
): Promise<string[]> {
  const docs = await collectionOf(connection).find().toArray();
  const wrong = docs.filter(({ n, twin }) => n !== twin || n < acknowledged || n > asked);
  const problems = wrong.map(
    (doc) => `${JSON.stringify(doc)} after ${acknowledged} to ${asked} updates of all`,
  );
  if (docs.length !== MANY) problems.push(`${docs.length} of ${MANY} documents are there`);
  return problems;
}
