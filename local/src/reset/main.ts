import { existsSync } from 'node:fs';
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StartError } from '@supergraph/service-kit/start-error';
import { readLocalConfig } from '../config.js';
import { describeRunning, findRunning } from '../running.js';

/** All files and folders that a stack creates in its data directory. */
const CONTENTS = ['db', 'keys', 'logs', 'northwind.imported', 'mongo.pid', 'supergraph.pid'];

process.exit(await reset());

/** Deletes the data directory's contents. @returns the exit code */
async function reset(): Promise<number> {
  try {
    const config = readLocalConfig();
    const dataDir = resolve(config.DATA_DIR);
    await refuseRunning(dataDir);
    await refuseForeign(dataDir);
    for (const name of CONTENTS.filter((each) => existsSync(join(dataDir, each)))) {
      process.stdout.write(`deleting ${join(dataDir, name)}\n`);
      await rm(join(dataDir, name), { recursive: true });
    }
    if (existsSync(dataDir)) await rmdir(dataDir);
    if (config.MONGODB_URI !== undefined) {
      process.stdout.write('The databases at MONGODB_URI are left as they are: drop them yourself.\n');
    }
    process.stdout.write('npm start begins with an empty database.\n');
    return 0;
  } catch (error) {
    process.stderr.write(`reset: ${error instanceof StartError ? error.message : String(error)}\n`);
    return 1;
  }
}

async function refuseRunning(dataDir: string): Promise<void> {
  const running = await findRunning(dataDir);
  if (running === undefined) return;
  throw new StartError(describeRunning(dataDir, running));
}

/** Protects other files when DATA_DIR is set by mistake to a folder such as a home directory. */
async function refuseForeign(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const foreign = (await readdir(dataDir)).find((name) => !CONTENTS.includes(name));
  if (foreign === undefined) return;
  throw new StartError(
    `nothing was deleted: ${join(dataDir, foreign)} does not belong to this supergraph. Move it elsewhere, or set DATA_DIR`,
  );
}
