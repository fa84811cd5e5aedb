import { GraphQLError } from 'graphql';
import type { GraphQLErrorOptions } from 'graphql';

/** An error that refuses a whole request, with its HTTP status and headers. */
export class Refusal extends GraphQLError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    headers: Readonly<Record<string, string>>,
    options: GraphQLErrorOptions,
  ) {
    super(message, options);
    this.status = status;
    this.headers = headers;
  }
}

export interface RefusalOptions extends GraphQLErrorOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/** @param code one of those in `codes.ts`; clients get no other */
export function refuse(status: number, code: string, message: string, options: RefusalOptions = {}): Refusal {
  const { headers = {}, extensions, ...rest } = options;
  return new Refusal(status, message, headers, { ...rest, extensions: { ...extensions, code } });
}
