import { ROUTER, type Caller } from '../envelope/caller.js';
import { forbidden } from '../errors.js';
import { StartError } from '../start-error.js';

/** Which root fields another service may call on its own behalf, by the service's name. */
export type ServiceCalls = Readonly<Record<string, readonly string[]>>;

/**
 * Decides which service may call a root field. The router asks for clients, so it may call every field but those that
 * are `@inaccessible`; any other service may call the fields declared for it, and nothing else of the subgraph.
 */
export function serviceCallCheck(
  calls: ServiceCalls,
  field: { readonly name: string; readonly isInaccessible: boolean },
): (caller: Caller) => void {
  return ({ service }) => {
    const may = service === ROUTER ? !field.isInaccessible : calls[service]?.includes(field.name);
    if (may !== true) throw forbidden();
  };
}

/**
 * @param inaccessible the root fields that are `@inaccessible`
 * @throws StartError when a declared call is none of these: clients could make it through the router
 */
export function checkServiceCalls(calls: ServiceCalls, inaccessible: ReadonlySet<string>): void {
  for (const [service, fields] of Object.entries(calls)) {
    const wrong = fields.find((field) => !inaccessible.has(field));
    if (wrong === undefined) continue;
    throw new StartError(
      `${wrong} is declared as a call of ${service}, but the schema has no @inaccessible root field ${wrong}`,
    );
  }
}
