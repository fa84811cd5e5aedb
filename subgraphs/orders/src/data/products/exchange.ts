import { ENVELOPE_HEADER, type EnvelopeSigner } from '@supergraph/service-kit';
import type { Pool } from 'undici';
import { z } from 'zod';

/** The one subgraph that orders talks to. */
const AUDIENCE = 'products';

/** Products could not do it now, or did not say that it did: the same call may succeed later. */
export class TransientFailure extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TransientFailure';
  }
}

/** Products said nothing at all within the time. */
export class Unanswered extends TransientFailure {}

/** Products took the request and failed at what it asks: products is there, and may well do what others ask. */
export class FailureAnswered extends TransientFailure {}

export interface Exchange {
  readonly pool: Pool;
  readonly path: string;
  readonly signer: EnvelopeSigner;
}

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
    )
    .optional(),
});

/** Codes that say the request itself is wrong: sent again, it would be wrong again. */
const permanent: ReadonlySet<string | undefined> = new Set([
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);

/** The code of who has no time for anybody. */
const OVERLOADED = 'SERVICE_UNAVAILABLE';

/**
 * Sends one request and reads the whole answer within the time. Every request is signed anew, for products accepts no
 * envelope twice.
 *
 * @throws TransientFailure unless products answered; Error when it said that the request is wrong
 */
export async function exchange(
  { pool, path, signer }: Exchange,
  body: string,
  requestId: string,
  limitMs: number,
): Promise<Readonly<Record<string, unknown>>> {
  // Orders speaks for itself here: stock is its business with products, not the customer's.
  const caller = { subject: undefined, scopes: new Set<string>() };
  const envelope = signer.sign({ audience: AUDIENCE, body, caller, requestId });
  const { status, text } = await send(pool, path, body, envelope, limitMs);
  if (status === 401) throw new Error('products refuses our envelopes: check ENVELOPE_KEYS_OUT');
  if (status >= 500 || status === 429) throw new TransientFailure(`products answered ${status}`);
  return readAnswer(status, text);
}

async function send(pool: Pool, path: string, body: string, envelope: string, limitMs: number) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  try {
    const response = await pool.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope },
      body,
      signal: limit.signal,
    });
    return { status: response.statusCode, text: await response.body.text() };
  } catch (error) {
    if (limit.signal.aborted) throw new Unanswered('no answer from products in time', error);
    throw new TransientFailure('no answer from products', error);
  } finally {
    clearTimeout(timer);
  }
}

function readAnswer(status: number, text: string): Readonly<Record<string, unknown>> {
  const answer = answerSchema.safeParse(parseJson(text));
  if (!answer.success) throw new TransientFailure(`products answered ${status} with no GraphQL`);
  const [error] = answer.data.errors ?? [];
  if (error !== undefined) {
    const code = error.extensions?.code;
    const message = `products answered ${code ?? 'an error'}: ${error.message}`;
    if (permanent.has(code)) throw new Error(message);
    throw code === OVERLOADED ? new TransientFailure(message) : new FailureAnswered(message);
  }
  if (answer.data.data == null) throw new TransientFailure(`products answered ${status} without data`);
  return answer.data.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
