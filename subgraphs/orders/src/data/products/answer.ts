import { OutboundError, type GraphQLAnswer } from '@supergraph/service-kit';
import { z } from 'zod';

/** Products answered that this request failed. Other requests may still succeed. */
export class FailureAnswered extends OutboundError {
  constructor(message: string) {
    super('failed', message, { transient: true });
  }
}

/** Products answered that this request is invalid, so that no other attempt can succeed. */
export class InvalidRequest extends OutboundError {
  constructor(message: string) {
    super('refused', message);
  }
}

/** The unchecked data of an answer, with the types of products' own schema. */
export type Data = Readonly<Record<string, unknown>>;

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
    )
    .optional(),
});

/** Codes of invalid requests, for which a retry cannot succeed. */
const permanent: ReadonlySet<string | undefined> = new Set([
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);

/** The code of an overloaded or unavailable service. */
const OVERLOADED = 'SERVICE_UNAVAILABLE';

/** @throws OutboundError for an answer without data or with errors */
export function readAnswer(given: GraphQLAnswer): Data {
  const answer = answerSchema.safeParse(given);
  if (!answer.success) throw new OutboundError('failed', 'the answer is not GraphQL', { transient: true });
  const [error] = answer.data.errors ?? [];
  if (error !== undefined) {
    const code = error.extensions?.code;
    const message = `products answered ${code ?? 'an error'}: ${error.message}`;
    if (permanent.has(code)) throw new InvalidRequest(message);
    throw code === OVERLOADED
      ? new OutboundError('failed', message, { transient: true })
      : new FailureAnswered(message);
  }
  if (answer.data.data == null)
    throw new OutboundError('failed', 'the answer has no data', { transient: true });
  return answer.data.data;
}
