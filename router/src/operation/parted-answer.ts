import type { GraphQLFormattedError } from 'graphql';
import type { PendingFragment } from '../execution/incremental/parts.js';
import type { Path } from '../execution/path.js';

/** The problems of one part, masked for the client. */
export interface ToldProblems {
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The first message of an answer in parts. */
export interface FirstMessage extends ToldProblems {
  /** JSON. */
  readonly data: string;
  readonly pending: readonly PendingFragment[];
}

/** Fields that an earlier message did not have. */
export interface DeliveredMessage extends ToldProblems {
  readonly fragment: PendingFragment;
  /** The response path of the fields' object. */
  readonly path: Path;
  /** JSON. */
  readonly data: string;
}

export interface CompletedMessage {
  readonly fragment: PendingFragment;
  /** Set when the fragment has no data. */
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A later message of an answer in parts. */
export interface LaterMessage {
  readonly pending: readonly PendingFragment[];
  readonly delivered: readonly DeliveredMessage[];
  readonly completed: readonly CompletedMessage[];
  readonly hasNext: boolean;
}

/** An answer in parts. */
export interface PartedAnswer {
  readonly first: FirstMessage;
  /** Ends with a message that has no next. */
  readonly later: AsyncIterableIterator<LaterMessage, void, undefined>;
}
