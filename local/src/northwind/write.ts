import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SubgraphName } from '@supergraph/schema/subgraphs';
import { demoAccounts } from './accounts.js';
import { orderHistory } from './orders.js';
import { catalogue } from './products.js';
import { readNorthwind } from './rows.js';
import { customerAccounts } from './users.js';

/** The file with one subgraph's records. */
export interface RecordFile {
  readonly subgraph: SubgraphName;
  readonly file: string;
  readonly count: number;
}

/**
 * Writes each subgraph's records, of Northwind and the demo accounts, to a file in `target`.
 *
 * @param source the folder of the CSV files
 */
export async function writeRecords(source: string, target: string): Promise<RecordFile[]> {
  const rows = await readNorthwind(source);
  return Promise.all([
    write(target, 'products', catalogue(rows)),
    write(target, 'orders', orderHistory(rows)),
    write(target, 'users', [...demoAccounts(), ...customerAccounts(rows)]),
  ]);
}

async function write(
  target: string,
  subgraph: SubgraphName,
  records: readonly object[],
): Promise<RecordFile> {
  const file = join(target, `${subgraph}.ndjson`);
  await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return { subgraph, file, count: records.length };
}
