import mongoose from 'mongoose';

/** The names of the driver's errors for a server that is unreachable or frozen, or for an exhausted connection pool. */
const UNAVAILABLE: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'PoolClearedOnNetworkError',
]);

/** MongoDB's codes for a command that ran longer than its `maxTimeMS`, and for a write that no majority confirmed. */
const TOO_LATE: ReadonlySet<unknown> = new Set([50, 64]);

/**
 * Whether an error means that the database does not answer, rather than that it refused a command. For commands that
 * Mongoose buffered until a time-out, only the message shows it.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (UNAVAILABLE.has(error.name)) return true;
  if (error instanceof mongoose.mongo.MongoServerError) {
    // The driver reports a bulk write that got no answer as an error of the server with the cause in this place.
    const response: unknown = error.errorResponse;
    return (
      isDatabaseUnavailable(response) ||
      TOO_LATE.has(error.code) ||
      error.hasErrorLabel(mongoose.mongo.MongoErrorLabel.RetryableWriteError)
    );
  }
  return error instanceof mongoose.Error && error.message.includes('buffering timed out');
}
