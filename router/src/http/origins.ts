import { isLoopbackHost } from './loopback-host.js';

/** Decides whether pages of a web origin may call the router. */
export type OriginPolicy = (origin: string) => boolean;

/** The origin of Apollo Sandbox. */
const sandboxOrigins = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];

const WEB = /^https?:\/\//;

/** Allows the listed origins. In development it also allows Apollo Sandbox and every page that this machine serves. */
export function createOriginPolicy(listed: readonly string[], development: boolean): OriginPolicy {
  const allowed = new Set(development ? [...listed, ...sandboxOrigins] : listed);
  return (origin) =>
    allowed.has(origin) || (development && WEB.test(origin) && isLoopbackHost(origin.replace(WEB, '')));
}
