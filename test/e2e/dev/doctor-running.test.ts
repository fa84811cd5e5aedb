import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { expect, it } from 'vitest';
import { sharedSupergraph } from '../support/supergraph.js';
import { runLocal } from './program.js';

it('npm run doctor asks the databases of a supergraph that runs for their indexes', async () => {
  const { dataDir, mongoUri } = await sharedSupergraph();
  const ports = { PORT: '0', PRODUCTS_PORT: '0', ORDERS_PORT: '0', USERS_PORT: '0' };
  const external: Record<string, string> =
    process.env.TEST_MONGODB_URI === undefined ? {} : { MONGODB_URI: mongoUri };
  const { code, stdout } = await runLocal('doctor/main.js', { ...ports, DATA_DIR: dataDir, ...external });
  for (const name of repositorySubgraphNames()) {
    expect(stdout).toMatch(new RegExp(`^ok +${name} db +answers, and has its indexes$`, 'm'));
  }
  expect(code).toBe(0);
});
