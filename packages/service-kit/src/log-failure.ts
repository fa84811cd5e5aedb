import { pino } from 'pino';
import { createLogger } from './logger.js';
import { StartError } from './start-error.js';

/**
 * Writes why a program cannot go on, as a line of its log on standard error. The level is `fatal`, whatever LOG_LEVEL
 * is. The line of a {@link StartError} has its message alone, which says what to do.
 *
 * @param message for any other error, which is `err` beside it
 */
export function logFailure(service: string, error: unknown, message: string): void {
  const logger = createLogger({ service, level: 'fatal' }, pino.destination({ dest: 2, sync: true }));
  if (error instanceof StartError) logger.fatal(error.message);
  else logger.fatal({ err: error }, message);
}
