import { HttpLink } from '@apollo/client';

/** Options of one request beyond those of `fetch`, given as `context: { fetchOptions }` of an operation. */
export interface RequestOptions extends RequestInit {
  /** Called when the response headers of a stream have arrived. The stream has all later events. */
  readonly onOpen?: () => void;
}

/**
 * The shop's server forwards `/graphql` to the router. With one origin, requests need no CORS preflight. Subscriptions
 * are streams of multipart responses, which `HttpLink` reads.
 */
export function httpLink(): HttpLink {
  return new HttpLink({
    uri: '/graphql',
    fetch: async (url, options: RequestOptions = {}) => {
      const response = await fetch(url, options);
      if (response.headers.get('content-type')?.startsWith('multipart/')) options.onOpen?.();
      return response;
    },
  });
}
