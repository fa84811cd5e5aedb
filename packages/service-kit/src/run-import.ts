import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { readConfig, url } from './config.js';
import { connectDatabase } from './database/connect.js';
import { logFailure } from './log-failure.js';
import { createLogger } from './logger.js';
import { starterIsGone } from './run-service.js';
import { StartError } from './start-error.js';

/** The number of records that are written at once. */
const BATCH = 500;

/** A long import reports its progress after each this many records. */
const PROGRESS_EVERY = 50_000;

/** An import goes on when the server is too busy for checks. The embedded database answers none while it writes a batch. */
const ALIVE_WITHIN_MS = 60_000;

/**
 * Writes records into a service's database. Writing a record again must change nothing, because a killed import is run
 * again.
 */
export type RecordWriter<Item> = (batch: readonly Item[]) => Promise<void>;

/**
 * Runs an import as this process: reads the file named by the first argument, one JSON record per line, into the
 * database at `MONGODB_URI`. All lines are checked before the first is written, so the file is read twice. Prints the
 * number of records written. When a line is invalid, it ends with one line of its log on standard error and exit code 1.
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
    const connection = await connectDatabase({
      uri: MONGODB_URI,
      logger,
      registry: new Registry(),
      aliveWithinMs: ALIVE_WITHIN_MS,
    });
    try {
      const write = await prepare(connection);
      let written = 0;
      for await (const batch of readBatches(file, record)) {
        await write(batch);
        written += batch.length;
        if (written % PROGRESS_EVERY === 0) process.stderr.write(`${name}: ${written} of ${total} records\n`);
      }
      process.stdout.write(`${name}: ${written} records imported\n`);
    } finally {
      // An open connection would keep the process of a failed import alive.
      await connection.close();
    }
  } catch (error) {
    logFailure(name, error, 'the import failed: correct the cause in `err` and run it again from the start');
    process.exitCode = 1;
  }
}

/** Ends this process when the process that opened its IPC channel ends: the import is no longer wanted. */
function endWithStarter(): void {
  process.on('disconnect', () => process.exit(1));
  // The channel must not keep this process alive when the work is done.
  process.channel?.unref();
  if (starterIsGone()) process.exit(1);
}

/** Reads the whole file, so that an invalid line is found before anything is written. @returns the number of records */
async function checkRecords<Item>(file: string, record: z.ZodType<Item>): Promise<number> {
  let total = 0;
  for await (const batch of readBatches(file, record)) total += batch.length;
  return total;
}

/** Holds one batch at a time, because a file may be larger than memory. */
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
