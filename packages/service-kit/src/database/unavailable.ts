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

/** MongoDB's code for a command that ran longer than its `maxTimeMS`. */
const MAX_TIME_EXPIRED = 50;

/**
 * Whether an error means that the database does not answer, rather than that it refused a command. For commands that
 * Mongoose buffered until a time-out, only the message shows it.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (UNAVAILABLE.has(error.name)) return true;
  if (error instanceof mongoose.mongo.MongoServerError) {
    return (
      error.code === MAX_TIME_EXPIRED ||
      error.hasErrorLabel(mongoose.mongo.MongoErrorLabel.RetryableWriteError)
    );
  }
  return error instanceof mongoose.Error && error.message.includes('buffering timed out');
}
