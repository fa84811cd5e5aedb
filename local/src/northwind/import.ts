import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRecords, type RecordFile } from './write.js';
import type { ProcessGroup } from '../processes/group.js';
import { builtFile, repository, type Variables } from '../services/program.js';

export interface ImportOptions {
  readonly group: ProcessGroup;
  readonly dataDir: string;
  readonly inherited: Variables;
  readonly databaseUri: (subgraph: string) => string;
  /** Receives one line of progress for each step. */
  readonly report: (line: string) => void;
}

/** Fills the subgraphs' databases with Northwind and the demo accounts: every subgraph's own importer, in parallel. */
export async function importNorthwind(options: ImportOptions): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'northwind-'));
  try {
    const files = await writeRecords(join(repository, 'data/northwind'), directory);
    const counts = files.map(({ subgraph, count }) => `${subgraph} ${count}`).join(', ');
    options.report(`importing Northwind (records: ${counts})`);
    await Promise.all(files.map((file) => importSubgraph(file, options)));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function importSubgraph({ subgraph, file }: RecordFile, options: ImportOptions): Promise<void> {
  const started = performance.now();
  await options.group.run({
    name: subgraph,
    entry: builtFile(`subgraphs/${subgraph}`, 'import/main.js'),
    args: [file],
    logFile: join(options.dataDir, 'logs', `${subgraph}-import.log`),
    env: { ...options.inherited, MONGODB_URI: options.databaseUri(subgraph) },
  });
  options.report(`imported ${subgraph} in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
}
