import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartError } from '@supergraph/service-kit/service';
import type { Policy } from './authorization/grants.js';
import type { RequestContext } from './context.js';

/**
 * Loads the functions for `@policy`: a module whose export `policies` is an object of synchronous functions by policy
 * name. Each one takes the request's context and returns whether the policy holds.
 *
 * @param path of the module; undefined when the graph has no policies
 * @throws StartError when the module or its export is missing
 */
export async function loadPolicies(path: string | undefined): Promise<ReadonlyMap<string, Policy>> {
  if (path === undefined) return new Map();
  const module = await importModule(path);
  const policies: unknown =
    typeof module === 'object' && module !== null && 'policies' in module ? module.policies : undefined;
  if (typeof policies !== 'object' || policies === null) {
    throw new StartError(`POLICIES_MODULE: ${path} does not export policies, an object of functions by name`);
  }
  const entries = Object.entries(policies as Readonly<Record<string, unknown>>);
  return new Map(
    entries.map(([name, policy]): [string, Policy] => {
      if (typeof policy !== 'function') throw new StartError(`POLICIES_MODULE: ${name} is not a function`);
      const ask = policy as (context: RequestContext) => unknown;
      return [name, (context) => ask(context) === true];
    }),
  );
}

async function importModule(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    throw new StartError(`POLICIES_MODULE: cannot load ${path}: ${String(error)}`, error);
  }
}
