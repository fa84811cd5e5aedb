import { pino } from 'pino';
import { createLogger } from './logger.js';
import { StartError } from './start-error.js';

/**
 * Writes the reason why a program cannot go on as one line of its log, to standard error. The line is written at every
 * LOG_LEVEL and has the level `fatal`. For a {@link StartError} it has the error's message alone, which says what to do.
 *
 * @param message for any other error, which is `err` beside it
 */
export function logFailure(service: string, error: unknown, message: string): void {
  const logger = createLogger({ service, level: 'fatal' }, pino.destination({ dest: 2, sync: true }));
  if (error instanceof StartError) logger.fatal(error.message);
  else logger.fatal({ err: error }, message);
}
