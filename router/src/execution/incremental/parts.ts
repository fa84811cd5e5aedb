import type { GraphQLError } from 'graphql';
import type { ExecutionAnswer } from '../execute.js';
import type { SerializedData } from '../serialized.js';
import type { Path } from '../path.js';
import type { NullReasons } from '../shape/explain-nulls.js';

/** A deferred fragment of one object, which the client was told to expect. */
export interface PendingFragment {
  readonly id: string;
  /** The object's response path. */
  readonly path: Path;
  readonly label: string | undefined;
}

/** The first part of an answer. */
export interface FirstPart extends ExecutionAnswer {
  readonly pending: readonly PendingFragment[];
  readonly hasNext: boolean;
}

/** Why values are null or missing. */
export interface PartProblems extends NullReasons {
  readonly errors: readonly GraphQLError[];
}

/** Fields of an object that were not in earlier parts. */
export interface DeliveredFields extends PartProblems {
  readonly fragment: PendingFragment;
  /** The object's response path, which may be longer than the fragment's. */
  readonly path: Path;
  readonly data: SerializedData;
}

export interface CompletedFragment {
  readonly fragment: PendingFragment;
  /** Set when a null at a non-null position took the fragment's data. */
  readonly problems: PartProblems | undefined;
}

/** A later part of an answer. */
export interface LaterPart {
  readonly pending: readonly PendingFragment[];
  readonly delivered: readonly DeliveredFields[];
  readonly completed: readonly CompletedFragment[];
  readonly hasNext: boolean;
}
