import { isLoopbackHost } from './loopback-host.js';

/** Says whether pages of a web origin may call the router. */
export type OriginPolicy = (origin: string) => boolean;

/** Where Apollo Sandbox runs. */
const sandboxOrigins = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];

const WEB = /^https?:\/\//;

/** Allows the listed origins; in development, Apollo Sandbox and every page that this machine serves too. */
export function createOriginPolicy(listed: readonly string[], development: boolean): OriginPolicy {
  const allowed = new Set(development ? [...listed, ...sandboxOrigins] : listed);
  return (origin) =>
    allowed.has(origin) || (development && WEB.test(origin) && isLoopbackHost(origin.replace(WEB, '')));
}
