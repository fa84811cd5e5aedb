import type { FirstMessage, LaterMessage } from '../../operation/parted-answer.js';

/** A version of the incremental delivery format, which a client asks for by a parameter of `multipart/mixed`. */
export interface IncrementalFormat {
  /** The parameter of the content type. */
  readonly parameter: string;
  /** @returns JSON */
  readonly first: (message: FirstMessage) => string;
  /** @returns JSON */
  readonly later: (message: LaterMessage) => string;
}

/** Writes a JSON object whose `data` is JSON already. */
export function writeObject(data: string | undefined, others: Readonly<Record<string, unknown>>): string {
  const rest = JSON.stringify(others);
  if (data === undefined) return rest;
  return rest === '{}' ? `{"data":${data}}` : `{"data":${data},${rest.slice(1)}`;
}
