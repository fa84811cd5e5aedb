import type { GraphQLSchema } from 'graphql';
import type { Problem } from '../compose/problem.js';
import type { JudgedChange } from '../diff/change.js';
import { askerOf, type RegisteredOperation } from '../operations/operation.js';
import { validationErrors } from '../operations/validity.js';
import { brokenForGood } from './acknowledgements.js';

/** The operations that are invalid in a schema, without those for which a breaking change already fails the check. */
export function invalidOperations(
  code: 'OPERATION_INVALID' | 'SERVICE_CALL_INVALID',
  schema: GraphQLSchema,
  operations: readonly RegisteredOperation[],
  changes: readonly JudgedChange[],
): readonly Problem[] {
  const explained = brokenForGood(changes);
  return operations.flatMap((operation) => {
    if (explained.has(operation)) return [];
    const [error] = validationErrors(schema, operation.document);
    if (error === undefined) return [];
    const { name, file } = operation;
    const { startToken, source } = error.nodes?.[0]?.loc ?? {};
    const places = [{ file: source?.name ?? file, line: startToken?.line ?? 1 }];
    return [{ code, message: `${name} (${askerOf(operation)}): ${error.message}`, places }];
  });
}
