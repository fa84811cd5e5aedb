import type { RegisteredOperation } from '../operations/operation.js';
import type { Place } from '../graph/subgraph.js';

/** From worst to best. */
export const SEVERITIES = ['breaking', 'dangerous', 'safe'] as const;

/**
 * - breaking: a request or client that worked would stop working
 * - dangerous: clients go on working, but may behave differently from before
 * - safe: no client can tell, unless it requests the new elements
 */
export type Severity = (typeof SEVERITIES)[number];

/** A difference between two states of the graph, without the operations that it concerns. */
export interface Change {
  readonly severity: Severity;
  /** The kind of change, for acknowledgements and machines: `FIELD_REMOVED`. */
  readonly kind: string;
  /** The element that changed: `Type`, `Type.field`, `Type.field.argument`, `Enum.VALUE`, `Union.Member`. */
  readonly coordinate: string;
  /** A phrase that follows the coordinate. */
  readonly text: string;
  /** The values before and after, if the change replaces one by another. */
  readonly from?: string;
  readonly to?: string;
  /** Whether requests must now contain the element, which they could omit before. */
  readonly isNowRequired?: true;
  /** The subgraph, if the change concerns only one. */
  readonly subgraph?: string;
}

/** A change with the places it comes from and the operations it concerns. */
export interface JudgedChange extends Change {
  readonly places: readonly Place[];
  readonly operations: readonly RegisteredOperation[];
  /**
   * Whether each operation stays valid, so that only a person can decide whether the values that it sends are still
   * accepted.
   */
  readonly staysValid?: true;
  /** The decision to accept this breaking change, if there is one. */
  readonly acknowledgement?: Acknowledgement;
}

/** A decision to accept a breaking change, committed together with it. */
export interface Acknowledgement {
  /** `KIND coordinate`, as the check prints it. */
  readonly change: string;
  readonly reason: string;
  /** The day of the decision, `YYYY-MM-DD`. */
  readonly date: string;
}

/** The name of a change in acknowledgements. */
export function changeName({ kind, coordinate }: Change): string {
  return `${kind} ${coordinate}`;
}
