/** The two media types of GraphQL over HTTP. */
export type MediaType = 'application/json' | 'application/graphql-response+json';

/** The media type and status rules of an answer. */
export interface Negotiated {
  readonly type: MediaType;
  /**
   * Whether the client accepts `application/json` and nothing newer. The specification has a server answer such a
   * client with 200 for every readable request, so that old clients do not take GraphQL errors for a proxy's.
   */
  readonly legacy: boolean;
}

const json: Negotiated = { type: 'application/json', legacy: false };
const legacyJson: Negotiated = { type: 'application/json', legacy: true };
const graphql: Negotiated = { type: 'application/graphql-response+json', legacy: false };

/** @returns undefined when the client takes neither media type */
export function negotiate(accept: string | undefined): Negotiated | undefined {
  if (accept === undefined || accept === '*/*') return json;
  const ranges = accept
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { type, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
    })
    .filter(({ weight }) => weight > 0);
  const weigh = (...types: readonly string[]) =>
    Math.max(0, ...ranges.filter(({ type }) => types.includes(type)).map(({ weight }) => weight));
  const newer = weigh(graphql.type);
  const older = weigh(json.type);
  if (newer > 0 && newer >= older) return graphql;
  if (older > 0) return newer > 0 ? json : legacyJson;
  return weigh('*/*', 'application/*') > 0 ? json : undefined;
}

const JSON_TYPE = /^application\/(?:json|graphql\+json)\s*(?:;\s*charset="?utf-?8"?\s*)?$/i;

/** Whether a body's content type is JSON in UTF-8, the only one the router reads. */
export function isJson(contentType: string | undefined): boolean {
  return contentType === 'application/json' || (contentType !== undefined && JSON_TYPE.test(contentType));
}
