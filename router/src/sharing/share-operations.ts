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

/**
 * The maximum number and size of the answers that are sent in one turn of the event loop. More at once would keep it from
 * reading the next requests.
 */
const PER_TURN = { answers: 32, bytes: 700_000 };

const ANYONE: Caller = { subject: undefined, scopes: new Set<string>(), claims: {} };

/** Runs identical queries of one identity that are in flight at the same time once; public ones for all callers. */
export class SharedOperations<T> {
  readonly #flights: Flights<T>;

  /**
   * @param isLate whether an answer lacks data because of the time limit
   * @param sizeOf the size of an answer, in bytes
   */
  constructor(isLate: (answer: T) => boolean, sizeOf: (answer: T) => number = () => 0) {
    this.#flights = new Flights<T>({
      isLate: (outcome) => !(outcome instanceof Error) && isLate(outcome as T),
      maxPerTurn: (answer) =>
        Math.max(1, Math.min(PER_TURN.answers, Math.floor(PER_TURN.bytes / sizeOf(answer)))),
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
