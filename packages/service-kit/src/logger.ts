import { pino, type DestinationStream, type Logger } from 'pino';
import { serializeError } from './serialize-error.js';

export type { Logger } from 'pino';

/** Fields that are never logged, at any depth that callers use. */
const secretFields = [
  'password',
  'currentPassword',
  'newPassword',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'cookie',
  'supergraph-envelope',
  'secret',
];

/**
 * The service's log: one JSON object per line on standard output, so that line breaks and ANSI codes in values stay
 * inside their strings. Log errors as `err`, with a message beside them: only `err` leaves out what
 * {@link serializeError} leaves out.
 */
export function createLogger(
  options: { service: string; level: string },
  destination?: DestinationStream,
): Logger {
  const settings = {
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: serializeError },
    redact: {
      paths: secretFields.flatMap((field) => [`["${field}"]`, `*["${field}"]`, `*.*["${field}"]`]),
      censor: '[redacted]',
    },
  };
  return destination === undefined ? pino(settings) : pino(settings, destination);
}
