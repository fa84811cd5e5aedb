import type { ExchangeAnswer } from './exchange.js';
import { OutboundError } from './outcome.js';

/** The JSON object of a service's answer. Its content is not checked and may be wrong. */
export interface GraphQLAnswer {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/**
 * Statuses by which a proxy reports that the request did not reach the service, or the service that it is overloaded.
 */
const UNSEEN: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * A body with status 400 or 422 may contain GraphQL errors about the request. The body of any other failure status is a
 * proxy's page or an error of the service as a whole.
 *
 * @throws OutboundError when the body is not a GraphQL answer
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
