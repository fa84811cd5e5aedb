import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../logger.js';
import { withoutValues } from '../without-values.js';

/** Each kind of message is logged once in this time, in milliseconds. */
const EVERY_MS = 60_000;
const MAX_KINDS = 50;
const MAX_LENGTH = 500;

/** Logs the warnings and errors of OpenTelemetry, such as that the collector does not answer. */
export function logDiagnostics(logger: Logger): void {
  diag.setLogger(createDiagnostics(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}

/** @param now in milliseconds */
export function createDiagnostics(logger: Logger, now: () => number = Date.now): DiagLogger {
  const logged = new LRUCache<string, { at: number; suppressed: number }>({ max: MAX_KINDS });
  const log = (text: string): void => {
    const detail = describe(text);
    const kind = kindOf(detail);
    const last = logged.get(kind);
    if (last !== undefined && now() - last.at < EVERY_MS) {
      last.suppressed += 1;
      return;
    }
    logged.set(kind, { at: now(), suppressed: 0 });
    const suppressed = last?.suppressed ?? 0;
    logger.warn({ detail, ...(suppressed > 0 && { suppressed }) }, 'a problem with sending traces');
  };
  const ignore = () => undefined;
  return { error: log, warn: log, info: ignore, debug: ignore, verbose: ignore };
}

/** The SDK writes an error as JSON of all its properties. Only its name, code and message are logged. */
function describe(text: string): string {
  return withoutValues(messageOf(text)).slice(0, MAX_LENGTH);
}

function messageOf(text: string): string {
  if (!text.startsWith('{')) return text;
  try {
    const { name = 'Error', message, code } = JSON.parse(text) as Record<string, string | undefined>;
    return [name, code, message].filter((part) => part !== undefined && part !== '').join(': ');
  } catch {
    return text;
  }
}

/** Numbers, such as ports and counts, differ within a kind. */
function kindOf(detail: string): string {
  return detail.replace(/\d+/g, '0');
}
