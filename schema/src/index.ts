/** What others may import of the schema: the clients' operations with their types. The rest is a command line. */
export * from './generated/graphql.js';
export type { OperationDocument } from './operations/document.js';
