import { OutboundError, type GraphQLAnswer } from '@supergraph/service-kit';
import { z } from 'zod';

/** Products took the request and failed at what it asks: products is there, and may well do what others ask. */
export class FailureAnswered extends OutboundError {
  constructor(message: string) {
    super('failed', message, { transient: true });
  }
}

/** The data of an answer, not checked: products' own schema types it. */
export type Data = Readonly<Record<string, unknown>>;

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

/** The code of a service that has no time for anybody. */
const OVERLOADED = 'SERVICE_UNAVAILABLE';

/** @throws OutboundError for an answer without data or with errors */
export function readAnswer(given: GraphQLAnswer): Data {
  const answer = answerSchema.safeParse(given);
  if (!answer.success) throw new OutboundError('failed', 'the answer is not GraphQL', { transient: true });
  const [error] = answer.data.errors ?? [];
  if (error !== undefined) {
    const code = error.extensions?.code;
    const message = `products answered ${code ?? 'an error'}: ${error.message}`;
    if (permanent.has(code)) throw new OutboundError('refused', message);
    throw code === OVERLOADED
      ? new OutboundError('failed', message, { transient: true })
      : new FailureAnswered(message);
  }
  if (answer.data.data == null)
    throw new OutboundError('failed', 'the answer has no data', { transient: true });
  return answer.data.data;
}
