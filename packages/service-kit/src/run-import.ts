import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { readConfig, url } from './config.js';
import { connectDatabase } from './database/connect.js';
import { createLogger } from './logger.js';
import { starterIsGone } from './run-service.js';
import { StartError } from './start-error.js';

/** How many records are written at once. */
const BATCH = 500;

/** After so many records a long import says how far it is. */
const PROGRESS_EVERY = 50_000;

/** Writes records into a service's database. Writing one again must change nothing: a killed import is run again. */
export type RecordWriter<Item> = (batch: readonly Item[]) => Promise<void>;

/**
 * Runs as this process: reads the file named by the first argument, one JSON record a line, into the database at
 * `MONGODB_URI`. All lines are checked before the first is written, so the file is read twice. Prints how many records it
 * wrote; ends with one line on standard error and exit code 1 when a line is wrong.
 */
export async function runImport<Item>(
  name: string,
  record: z.ZodType<Item>,
  prepare: (connection: Connection) => Promise<RecordWriter<Item>>,
): Promise<void> {
  endWithStarter();
  try {
    const file = process.argv[2];
    if (file === undefined) throw new StartError('name the file to import: one JSON record a line');
    const { MONGODB_URI } = readConfig(z.object({ MONGODB_URI: url('mongodb:', 'mongodb+srv:') }));
    const total = await checkRecords(file, record);
    const logger = createLogger({ service: name, level: 'warn' });
    const connection = await connectDatabase({ uri: MONGODB_URI, logger, registry: new Registry() });
    const write = await prepare(connection);
    let written = 0;
    for await (const batch of readBatches(file, record)) {
      await write(batch);
      written += batch.length;
      if (written % PROGRESS_EVERY === 0) process.stderr.write(`${name}: ${written} of ${total} records\n`);
    }
    await connection.close();
    process.stdout.write(`${name}: ${written} records imported\n`);
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof StartError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Ends us when the process that opened our IPC channel is gone: the import is not wanted any more. */
function endWithStarter(): void {
  process.on('disconnect', () => process.exit(1));
  // Listening must not keep us alive when the work is done.
  process.channel?.unref();
  if (starterIsGone()) process.exit(1);
}

/** Reads the file once to the end, so that a wrong line is found before anything is written. @returns how many records it has */
async function checkRecords<Item>(file: string, record: z.ZodType<Item>): Promise<number> {
  let total = 0;
  for await (const batch of readBatches(file, record)) total += batch.length;
  return total;
}

/** Holds one batch at a time: a file may be larger than memory. */
async function* readBatches<Item>(file: string, record: z.ZodType<Item>): AsyncGenerator<readonly Item[]> {
  const lines = createInterface({ input: createReadStream(file) });
  let batch: Item[] = [];
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line !== '') batch.push(readRecord(`${file}:${number}`, line, record));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function readRecord<Item>(place: string, line: string, record: z.ZodType<Item>): Item {
  const parsed = record.safeParse(parseLine(place, line));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StartError(`${place}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not a record'}`);
}

function parseLine(place: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new StartError(`${place}: not JSON`, error);
  }
}
