/** Where operations are sent, over HTTP and over WebSocket. */
export const PATH = '/graphql';

/** Whether a request's URL, with or without a query string, has this path. */
export function isGraphQLPath(url: string | undefined): boolean {
  return url === PATH || url?.startsWith(`${PATH}?`) === true;
}
