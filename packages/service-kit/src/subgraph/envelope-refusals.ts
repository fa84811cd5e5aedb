import { Counter, type Registry } from 'prom-client';
import type { EnvelopeError } from '../envelope/verifier.js';
import type { Logger } from '../logger.js';
import { createSecurityLog } from '../security-log.js';

/** The maximum number of log lines for refused envelopes per window. The metric counts all refusals. */
const MAX_LINES = 10;
const WINDOW_MS = 60_000;

export interface EnvelopeRefusals {
  add(error: EnvelopeError, address: string): void;
}

/** Counts refused envelopes and logs a few, so that a flood of bad requests does not fill the log. */
export function createEnvelopeRefusals(logger: Logger, registry: Registry): EnvelopeRefusals {
  const record = createSecurityLog(logger);
  const refusals = new Counter({
    name: 'envelope_refusals_total',
    help: 'Requests refused for their envelope: invalid, replayed, or clock when its time is not now by our clock.',
    labelNames: ['reason'],
    registers: [registry],
  });
  let [windowEnds, inWindow, suppressed] = [0, 0, 0];
  return {
    add({ message, reason }, address) {
      refusals.inc({ reason });
      const now = performance.now();
      if (now >= windowEnds) [windowEnds, inWindow] = [now + WINDOW_MS, 0];
      inWindow += 1;
      if (inWindow > MAX_LINES) {
        suppressed += 1;
        return;
      }
      record('envelope refused', { reason: message, address, ...(suppressed === 0 ? {} : { suppressed }) });
      suppressed = 0;
    },
  };
}
