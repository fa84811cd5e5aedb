import { runImport } from '@supergraph/service-kit';
import { createModels, ensureIndexes } from '../models/models.js';
import { recordSchema } from './records.js';
import { createUserWriter } from './writer.js';

await runImport('users', recordSchema, async (connection) => {
  const models = createModels(connection);
  await ensureIndexes(models);
  return createUserWriter(models.users);
});
