import { runImport } from '@supergraph/service-kit';
import { createModels, ensureIndexes } from '../models/models.js';
import { recordSchema } from './records.js';
import { createOrderWriter } from './write.js';

await runImport('orders', recordSchema, async (connection) => {
  const models = createModels(connection);
  await ensureIndexes(models);
  return createOrderWriter(models);
});
