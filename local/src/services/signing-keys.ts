import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessGroup } from '../processes/group.js';
import { builtFile, type Variables } from './program.js';

/**
 * Creates the keys with which the users subgraph signs access tokens, unless they exist. The program that creates them
 * belongs to the users subgraph, which defines their format.
 *
 * @returns the path of the file
 */
export async function makeSigningKeys(
  group: ProcessGroup,
  { keysDir, dataDir, inherited }: { keysDir: string; dataDir: string; inherited: Variables },
): Promise<string> {
  const file = join(keysDir, 'users-signing.json');
  if (existsSync(file)) return file;
  await group.run({
    name: 'keys:rotate',
    entry: builtFile('subgraphs/users', 'keys/main.js'),
    args: [file, '--if-missing'],
    logFile: join(dataDir, 'logs', 'keys.log'),
    env: { ...inherited },
  });
  return file;
}
