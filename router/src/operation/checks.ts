import { OperationTypeNode } from 'graphql';
import { refuse } from '../errors/refuse.js';
import type { OperationContext } from './context.js';
import type { PreparedOperation } from './prepared-operation.js';

/**
 * What may come by which HTTP method. GET is for queries: links, images and prefetches send GETs. A GET that a
 * browser sends without asking us first may only ask what is the same for everyone and touches no subgraph, so that
 * another site's page can neither cause work nor time an answer.
 *
 * @throws Refusal
 */
export function refuseMethod({ kind, isMeta }: PreparedOperation, context: OperationContext): void {
  if (!context.safeMethod) return;
  if (kind !== OperationTypeNode.QUERY) {
    throw refuse(405, 'BAD_REQUEST', 'Send mutations by POST.', { headers: { allow: 'POST' } });
  }
  if (context.unsolicited && !isMeta) {
    throw refuse(
      400,
      'BAD_REQUEST',
      'Send queries by GET with an `apollo-require-preflight` header, or by POST: a browser would send this ' +
        'request for any site.',
    );
  }
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
