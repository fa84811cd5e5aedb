import { ROUTER, type Caller } from '../envelope/caller.js';
import { forbidden } from '../errors.js';
import { StartError } from '../start-error.js';

/** The root fields that another service may call on its own behalf, by the service's name. */
export type ServiceCalls = Readonly<Record<string, readonly string[]>>;

/**
 * Decides which service may call a root field. The router calls on behalf of clients, so it may call every field that
 * is not `@inaccessible`. Another service may call only the fields declared for it.
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
 * @param inaccessible the root fields with `@inaccessible`
 * @throws StartError when a declared field is not `@inaccessible`: clients could call it through the router
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
