import { OperationTypeNode } from 'graphql';
import { refuse } from '../errors/refuse.js';
import type { OperationContext } from './context.js';
import type { PreparedOperation } from './prepared-operation.js';

/**
 * GET changes nothing: links, images and prefetching send GETs, and caches repeat them.
 *
 * @throws Refusal
 */
export function refuseMethod({ kind }: PreparedOperation, { safeMethod }: OperationContext): void {
  if (!safeMethod || kind !== OperationTypeNode.MUTATION) return;
  throw refuse(405, 'BAD_REQUEST', 'Send mutations by POST.', { headers: { allow: 'POST' } });
}

/**
 * A condition may be a nullable variable when it has a default, for clients that omit it. A client that sends null
 * gives no condition, so the operation is refused before its cost is computed.
 *
 * @throws Refusal
 */
export function refuseNullConditions(
  { nullableConditions }: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const name of nullableConditions) {
    if (variables[name] !== null) continue;
    const message = `Variable "$${name}" decides about an @include, @skip or @defer: it must not be null.`;
    throw refuse(400, 'BAD_USER_INPUT', message);
  }
}
