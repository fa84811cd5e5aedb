export { DEMO_PASSWORD } from './accounts.js';
export type { EnvelopeSecrets } from './keys.js';
export type { ServiceName, Variables } from './services.js';
export { startSupergraph, type Supergraph, type SupergraphOptions } from './supergraph.js';
