import { createSecurityLog, type Logger } from '@supergraph/service-kit/service';
import type { RequestContext } from '../context.js';
import { createWindows } from '../limits/rate/windows.js';

/** Lines a minute: anyone can ask for what they may not have, and must not fill a disk. */
const MAX_LINES = 60;
const WINDOW_S = 60;

/** Records that the caller of a request asked for what they may not have. */
export type RefusalRecord = (context: RequestContext, documentId: string) => void;

export function recordRefusals(logger: Logger): RefusalRecord {
  const record = createSecurityLog(logger);
  const lines = createWindows(MAX_LINES, WINDOW_S);
  let suppressed = 0;
  return ({ caller, address, requestId }, documentId) => {
    if (lines.take('', 1) !== undefined) {
      suppressed += 1;
      return;
    }
    record('authorization refused', {
      by: caller.subject,
      address,
      reason: `document ${documentId}, request ${requestId}`,
      ...(suppressed > 0 && { suppressed }),
    });
    suppressed = 0;
  };
}
