import type { RegisteredOperation } from '../operations/operation.js';
import type { Place } from '../graph/subgraph.js';

/** The worst first. */
export const SEVERITIES = ['breaking', 'dangerous', 'safe'] as const;

/**
 * - breaking: a request or a client that worked would stop working
 * - dangerous: works on, but may behave otherwise than the client was written for
 * - safe: no client can tell, unless it asks for what is new
 */
export type Severity = (typeof SEVERITIES)[number];

/** A difference between two states of the graph, before anyone asked whom it concerns. */
export interface Change {
  readonly severity: Severity;
  /** The kind of change, for acknowledgements and machines: `FIELD_REMOVED`. */
  readonly kind: string;
  /** The element that changed: `Type`, `Type.field`, `Type.field.argument`, `Enum.VALUE`, `Union.Member`. */
  readonly coordinate: string;
  /** A phrase that is read after the coordinate. */
  readonly text: string;
  /** The values before and after, where the change is from one to another. */
  readonly from?: string;
  readonly to?: string;
  /** Whether requests must give now what they could leave out. */
  readonly isNowRequired?: true;
  /** The subgraph it is about, where it is about one alone. */
  readonly subgraph?: string;
}

/** A change with the places it comes from and the operations it concerns. */
export interface JudgedChange extends Change {
  readonly places: readonly Place[];
  readonly operations: readonly RegisteredOperation[];
  /** Whether each of the operations stays valid, and only people can tell if what it sends is still taken. */
  readonly staysValid?: true;
  /** Why a breaking change may pass. */
  readonly acknowledgement?: Acknowledgement;
}

/** A decision to let a breaking change pass, checked in beside it. */
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
