import { OperationTypeNode } from 'graphql';
import { refuse } from '../errors/refuse.js';
import type { OperationContext } from './context.js';
import type { PreparedOperation } from './prepared-operation.js';

/**
 * GET is for queries: links, images and prefetches send GETs, and caches repeat them.
 *
 * @throws Refusal
 */
export function refuseMethod({ kind }: PreparedOperation, { safeMethod }: OperationContext): void {
  if (!safeMethod || kind === OperationTypeNode.QUERY) return;
  throw refuse(405, 'BAD_REQUEST', 'Send mutations by POST.', { headers: { allow: 'POST' } });
}

/**
 * A condition may be a variable that can be null when it has a default, for a client that leaves it out. A client that
 * sends null says neither yes nor no: it is told before anything is priced or done.
 *
 * @throws Refusal
 */
export function refuseNullConditions(
  { nullableConditions }: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const name of nullableConditions) {
    if (variables[name] !== null) continue;
    const message = `Variable "$${name}" decides about an @include or @skip: it must not be null.`;
    throw refuse(400, 'BAD_USER_INPUT', message);
  }
}
