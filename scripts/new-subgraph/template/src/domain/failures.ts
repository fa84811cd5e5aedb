// Expected failures, in the shape of the schema's error types. `path` starts at the mutation's `input`.

export interface InvalidInput {
  readonly __typename: 'InvalidInput';
  readonly message: string;
  readonly path: readonly string[];
}

export function invalidInput(message: string, ...path: readonly string[]): InvalidInput {
  return { __typename: 'InvalidInput', message, path };
}
