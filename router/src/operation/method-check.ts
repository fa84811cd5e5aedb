import { Kind, OperationTypeNode } from 'graphql';
import { perOperation, type OperationCheck } from './check.js';
import { refuse } from './refuse.js';

/**
 * What may come by which HTTP method. GET is for queries: links, images and prefetches send GETs. A GET that a
 * browser sends without asking us first may only ask what is the same for everyone and touches no subgraph, so that
 * another site's page can neither cause work nor time an answer.
 */
export function useMethodCheck(): OperationCheck {
  const isMeta = perOperation(({ selectionSet }) =>
    selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
    ),
  );
  return (resolved) => {
    const { operation, context } = resolved;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
      throw refuse(400, 'OPERATION_RESOLUTION_FAILURE', 'Subscriptions are not supported.');
    }
    if (!context.safeMethod) return;
    if (operation.operation !== OperationTypeNode.QUERY) {
      throw refuse(405, 'BAD_REQUEST', 'Send mutations by POST.', { headers: { allow: 'POST' } });
    }
    if (context.unsolicited && !isMeta(resolved)) {
      throw refuse(
        400,
        'BAD_REQUEST',
        'Send queries by GET with an `apollo-require-preflight` header, or by POST: a browser would send this ' +
          'request for any site.',
      );
    }
  };
}
