import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importInto, startSupergraph, type Supergraph, type SupergraphOptions } from '@supergraph/local';

/** Imports Northwind into a temporary data folder. Each stack gets a copy of it, because an import takes several times longer. */
export async function importNorthwind(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'northwind-'));
  await importInto(dataDir);
  return dataDir;
}

/** Starts a stack on a copy of a data folder. Stopping it deletes the copy. */
export async function startOnCopy(of: string, options: SupergraphOptions): Promise<Supergraph> {
  const dataDir = await mkdtemp(join(tmpdir(), 'supergraph-'));
  const dispose = () => rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  try {
    await cp(of, dataDir, { recursive: true });
    const supergraph = await startSupergraph({ ...options, dataDir });
    const stop = async () => {
      await supergraph.stop();
      await dispose();
    };
    return { ...supergraph, stop };
  } catch (error) {
    await dispose();
    throw error;
  }
}
