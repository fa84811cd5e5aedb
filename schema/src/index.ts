/** The typed operations of the clients, for other packages. The rest of this package is a command line. */
export * from './generated/graphql.js';
export type { OperationDocument } from './operations/document.js';
