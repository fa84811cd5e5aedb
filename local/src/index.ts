export { DEMO_PASSWORD } from './northwind/accounts.js';
export type { EnvelopeSecrets } from './services/envelope-secrets.js';
export type { Supergraph, SupergraphOptions } from './options.js';
export type { ServiceName } from './services/names.js';
export type { Variables } from './services/program.js';
export { importInto, startSupergraph } from './supergraph.js';
