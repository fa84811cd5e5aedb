export { DEMO_PASSWORD } from './accounts.js';
export type { EnvelopeSecrets } from './keys.js';
export type { Supergraph, SupergraphOptions } from './options.js';
export type { ServiceName, Variables } from './services.js';
export { startSupergraph } from './supergraph.js';
