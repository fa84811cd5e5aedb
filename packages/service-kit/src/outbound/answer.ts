import type { ExchangeAnswer } from './exchange.js';
import { OutboundError } from './outcome.js';

/** The JSON object that a service answered with. Nothing in it has been checked: a service may lie. */
export interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/** Statuses that say that the service itself has not seen the request, or has no time for it now. */
const UNSEEN: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * A 400 or 422 may carry GraphQL errors about the request; with any other failure status the body is not the service's
 * answer but a proxy's, or the service's complaint about us.
 *
 * @throws OutboundError when the body is no GraphQL answer
 */
export function parseAnswer({ status, body }: ExchangeAnswer): GraphQLAnswer {
  if (status !== 200 && status !== 400 && status !== 422) throw explainStatus(status);
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch (error) {
    throw new OutboundError('failed', `status ${status}: the answer is not JSON`, {
      transient: true,
      cause: error,
    });
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new OutboundError('failed', `status ${status}: the answer is not an object`);
  }
  return answer;
}

function explainStatus(status: number): OutboundError {
  if (status >= 400 && status < 500 && status !== 429) {
    const hint =
      status === 401 ? ': the envelope was refused, check the keys and the clocks of both services' : '';
    return new OutboundError('refused', `status ${status}${hint}`);
  }
  return new OutboundError('failed', `status ${status}`, { transient: UNSEEN.has(status) });
}
