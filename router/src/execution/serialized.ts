import type { GraphQLFormattedError } from 'graphql';
import type { Output } from './output.js';

const OPENING = '{"data":';
const CLOSING = '}';

/**
 * The `data` of an answer, already written as JSON in the client's shape. `JSON.stringify` of an answer that
 * holds one is right but parses it again; `stringifyAnswer` is how it is meant to be sent.
 */
export class SerializedData {
  /** A whole answer that has nothing but this data, in UTF-8. Not to be written to. */
  readonly body: Buffer;

  /** @param write writes an object or `null` as JSON */
  constructor(output: Output, write: (output: Output) => void) {
    output.putText(OPENING);
    write(output);
    output.putText(CLOSING);
    this.body = output.end();
  }

  /** A JSON text: an object, or `null`. */
  get json(): string {
    return this.body.toString('utf8', OPENING.length, this.body.length - CLOSING.length);
  }

  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

/** What is sent to the client, in the terms of Apollo Server's `stringifyResult`. */
export interface StringifiableAnswer {
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  readonly data?: unknown;
  readonly extensions?: unknown;
}

/** Writes an answer once: `data` goes in as it is. Made for `new ApolloServer({ stringifyResult })`. */
export function stringifyAnswer(answer: StringifiableAnswer): string {
  if (!(answer.data instanceof SerializedData)) return JSON.stringify(answer);
  let body = '{';
  if (answer.errors !== undefined && answer.errors.length > 0) {
    body += `"errors":${JSON.stringify(answer.errors)},`;
  }
  body += `"data":${answer.data.json}`;
  if (answer.extensions !== undefined) body += `,"extensions":${JSON.stringify(answer.extensions)}`;
  return body + '}';
}
