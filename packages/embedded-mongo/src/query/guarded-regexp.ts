import { createContext, Script } from 'node:vm';
import { MongoError, unsupported } from '../errors.js';

/** Repetitions whose backtracking multiplies: of groups, or three or more in sequence. */
const RISKY = /\)(?:[*+]|\{\d*,?\d*\})|(?:[*+}][^*+}]*){3}/;
const TIMEOUT_MS = 500;

const context = createContext({ run: undefined as unknown });
const script = new Script('run()');

/**
 * A regular expression that stops when it takes too long. The server has one thread, so a backtracking expression would
 * delay all clients. PCRE has a limit as well.
 */
class GuardedRegExp extends RegExp {
  override exec(text: string): RegExpExecArray | null {
    let found: RegExpExecArray | null = null;
    context.run = (): void => {
      found = super.exec(text);
    };
    try {
      script.runInContext(context, { timeout: TIMEOUT_MS });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      throw new MongoError(51156, `the regular expression takes more than ${TIMEOUT_MS} ms of one text`);
    }
    return found;
  }
}

const MAX_PATTERN_LENGTH = 32_764;

/** Compiles a client's regular expression. */
export function regExp(source: string, flags: string): RegExp {
  if (source.length > MAX_PATTERN_LENGTH)
    throw new MongoError(51091, 'Regular expression is invalid: pattern is too long');
  try {
    return RISKY.test(source) ? new GuardedRegExp(source, flags) : new RegExp(source, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new MongoError(51091, `Regular expression is invalid, or ${unsupported('its syntax')} (${reason})`);
  }
}
