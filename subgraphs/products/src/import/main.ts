import { runImport } from '@supergraph/service-kit';
import { recordSchema } from './records.js';
import { prepareImport } from './writer.js';

await runImport('products', recordSchema, prepareImport);
