import mongoose from 'mongoose';

/** The driver's errors for a server that is not there, stands still, or has no connection left; by their names. */
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
 * Whether an error says that the database does not answer, not that it refused something. Mongoose tells of commands
 * that it held back in vain by their message alone.
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
