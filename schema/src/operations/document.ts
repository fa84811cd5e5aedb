export type OperationType = 'query' | 'mutation' | 'subscription';

/** A typed client operation, for tests, benchmarks and clients. */
export interface OperationDocument<Result, Variables> {
  /** The trusted document's id, sent as `extensions.persistedQuery.sha256Hash` instead of the text. */
  readonly id: string;
  readonly name: string;
  readonly type: OperationType;
  readonly client: string;
  readonly owner: string;
  readonly text: string;
  /** Never set: carries the types of the response data and the variables. */
  readonly __types?: readonly [Result, Variables];
}
