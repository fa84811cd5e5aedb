import type { IncomingHttpHeaders } from 'node:http';
import type { OriginPolicy } from './origins.js';

/**
 * Whether a GET was sent by a browser on behalf of a page that may not call us, or as a navigation, an image or anything
 * else that is not a script's request.
 *
 * Any site's page can have its visitor's browser send a GET without asking us first. Such a GET carries no identity,
 * since the router reads no cookies, and the page cannot read its answer. The page could still cause work and time the
 * answer. Browsers say where a request comes from in headers that no page can set (Fetch Metadata); `Accept` proves
 * nothing, because a page may set any value of it. A request without these headers comes from a program, or from a
 * browser that is older than 2023 or speaks plain HTTP to another machine.
 */
export function isForeignGet(headers: IncomingHttpHeaders, isAllowed: OriginPolicy): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = headers;
  if (mode === 'navigate' || (destination !== undefined && destination !== 'empty')) return true;
  if (site === 'same-origin' || site === 'none') return false;
  // A browser sends no Origin with a GET whose answer the page cannot read, nor with one to the page's own origin.
  if (origin !== undefined) return !isAllowed(origin);
  return site !== undefined;
}
