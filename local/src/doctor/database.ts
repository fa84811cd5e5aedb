import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { missingIndexes, type CreateModels } from '@supergraph/service-kit';
import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { fitsSocket } from '@supergraph/embedded-mongo/address';
import type { LocalConfig } from '../config.js';
import { freePort } from '../processes/free-port.js';
import { createProcessGroup } from '../processes/group.js';
import type { RunningStack } from '../running.js';
import {
  databaseProgram,
  databaseUri,
  embeddedUri,
  explainDatabaseFailure,
  socketIn,
} from '../services/database.js';
import { builtFile, type Variables } from '../services/program.js';
import { right, wrong, type Finding } from './finding.js';

/**
 * Checks that the database answers and has the indexes of all subgraphs. Starts the embedded database if it does not
 * run.
 */
export async function checkDatabase(
  config: LocalConfig,
  dataDir: string,
  inherited: Variables,
  running: RunningStack | undefined,
): Promise<readonly Finding[]> {
  if (config.MONGODB_URI !== undefined) {
    return checkIndexes(config.MONGODB_URI, 'start that MongoDB, or correct MONGODB_URI');
  }
  if (!existsSync(join(dataDir, 'db')))
    return [right('database', 'does not exist yet: npm start creates it')];
  if (running === undefined) return checkEmbedded(dataDir, inherited);
  // Only the running process knows the port of its database.
  if (!fitsSocket(socketIn(dataDir))) return [right('database', 'not looked at while the supergraph runs')];
  return checkIndexes(
    embeddedUri(dataDir, 0),
    `if process ${running.pid} is another program, delete ${running.pidFile}`,
  );
}

async function checkEmbedded(dataDir: string, inherited: Variables): Promise<readonly Finding[]> {
  const group = createProcessGroup();
  try {
    const port = await freePort(new Set());
    await group.start(databaseProgram(dataDir, port, inherited));
    return await checkIndexes(embeddedUri(dataDir, port), `see ${join(dataDir, 'logs', 'mongo.log')}`);
  } catch (error) {
    return [wrong('database', explainDatabaseFailure(error).message)];
  } finally {
    await group.end();
  }
}

/** @param remedy the advice when the database does not answer */
async function checkIndexes(server: string, remedy: string): Promise<readonly Finding[]> {
  const checks = repositorySubgraphNames().map(async (name): Promise<Finding> => {
    const subject = `${name} db`;
    try {
      // Loaded by path from the build output, because this workspace does not import subgraphs.
      const models = (await import(builtFile(`subgraphs/${name}`, 'models/models.js'))) as {
        createModels: CreateModels;
      };
      const missing = await missingIndexes(databaseUri(server, name), models.createModels);
      if (missing.length === 0) return right(subject, 'answers, and has its indexes');
      return wrong(subject, `lacks the indexes ${missing.join(', ')}: start the service, which creates them`);
    } catch (error) {
      return wrong(subject, `${error instanceof Error ? error.message : String(error)}: ${remedy}`);
    }
  });
  return Promise.all(checks);
}
