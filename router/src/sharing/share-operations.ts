import { OperationTypeNode } from 'graphql';
import type { Caller, RequestContext } from '../context.js';
import { Flights } from './flights.js';
import { identityOf } from './identity.js';

export interface ShareableOperation {
  readonly kind: OperationTypeNode;
  /** Identifies the document and the operation in it. */
  readonly key: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether every field of it is declared public, so that all callers get the same answer. */
  readonly isPublic: boolean;
}

/** Sending a large answer to many callers at once would keep the event loop from reading the next requests. */
const MAX_ANSWERS_PER_TURN = 8;

const ANYONE: Caller = { subject: undefined, scopes: new Set<string>(), claims: {} };

/** Runs identical queries of one identity that are in flight at the same time once; public ones for all callers. */
export class SharedOperations<T> {
  readonly #flights: Flights<T>;

  /** @param isLate whether an answer lacks data because of the time limit */
  constructor(isLate: (answer: T) => boolean) {
    this.#flights = new Flights<T>({
      isLate: (outcome) => !(outcome instanceof Error) && isLate(outcome as T),
      maxPerTurn: MAX_ANSWERS_PER_TURN,
    });
  }

  run(
    operation: ShareableOperation,
    context: RequestContext,
    work: (context: RequestContext) => Promise<T>,
  ): Promise<T> {
    if (operation.kind !== OperationTypeNode.QUERY) return work(context);
    // Public fields are fetched as an anonymous caller.
    const caller = operation.isPublic ? ANYONE : context.caller;
    const key = `${operation.key}\n${identityOf(caller)}\n${JSON.stringify(operation.variables)}`;
    return this.#flights.run(key, context, (own) => work({ ...own, caller }));
  }
}
