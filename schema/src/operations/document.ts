/** A client operation with its types: what tests, benchmarks and clients send. */
export interface OperationDocument<Result, Variables> {
  /** The trusted document's id, to send as `extensions.persistedQuery.sha256Hash` instead of the text. */
  readonly id: string;
  readonly name: string;
  readonly type: 'query' | 'mutation';
  readonly client: string;
  readonly owner: string;
  readonly text: string;
  /** Never set: carries the types of the answer's data and of the variables. */
  readonly __types?: readonly [Result, Variables];
}
