import type { IncomingHttpHeaders } from 'node:http';

/**
 * A page of any site can have its visitor's browser send us "simple" requests without asking us: an image's GET, a
 * form's POST. It cannot read the answer, but it can time it, and what the request does is done. Requests that
 * a browser must ask about first carry one of these headers, or a JSON content type.
 */
export function isUnsolicited(headers: IncomingHttpHeaders): boolean {
  return (
    headers['apollo-require-preflight'] === undefined &&
    headers['x-apollo-operation-name'] === undefined &&
    headers['graphql-require-preflight'] === undefined &&
    !isJson(headers['content-type'])
  );
}

const JSON_TYPE = /^application\/(?:json|graphql\+json)\s*(?:;\s*charset="?utf-?8"?\s*)?$/i;

/** Whether a body's content type is JSON in UTF-8, the only one we read. */
export function isJson(contentType: string | undefined): boolean {
  return contentType === 'application/json' || (contentType !== undefined && JSON_TYPE.test(contentType));
}
