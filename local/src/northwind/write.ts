import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoAccounts } from '../accounts.js';
import { orderHistory } from './orders.js';
import { catalogue } from './products.js';
import { readNorthwind } from './rows.js';
import { customerAccounts } from './users.js';

/** The rooms that have something to import. */
export type Room = 'products' | 'orders' | 'users';

/** One room's records, in a file. */
export interface RecordFile {
  readonly room: Room;
  readonly file: string;
  readonly count: number;
}

/**
 * Writes each room's records, Northwind's and the demo accounts, into `target`.
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

async function write(target: string, room: Room, records: readonly object[]): Promise<RecordFile> {
  const file = join(target, `${room}.ndjson`);
  await writeFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return { room, file, count: records.length };
}
