import type { Problem } from '../compose/problem.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { operationsIn } from '../operations/service-calls.js';
import type { Promises } from './promises.js';

/**
 * Promised operations whose id is no longer registered. Deployed clients still send them, so they are judged like the
 * registered ones until their retirement is published too.
 */
export function retiredOperations(
  { operations, as }: Pick<Promises, 'operations' | 'as'>,
  registered: readonly RegisteredOperation[],
): readonly RegisteredOperation[] {
  const ids = new Set(registered.map(({ id }) => id));
  return operations
    .filter(({ id }) => !ids.has(id))
    .flatMap(({ name, body, file, owner }) => {
      const now = registered.find((operation) => operation.name === name);
      const team = owner ?? now?.owner;
      const asker = team === undefined ? { owner: 'clients in the field' } : { owner: team, as };
      return operationsIn('published', now?.file ?? file, body).map((each) => ({ ...each, ...asker }));
    });
}

/**
 * Warns of retired operations: a router that accepts only trusted documents would refuse clients that still send them.
 */
export function tellRetired(
  retired: readonly RegisteredOperation[],
  operations: readonly RegisteredOperation[],
  as: string,
): readonly Problem[] {
  return retired.map(({ name, file }) => {
    const now = operations.find((operation) => operation.name === name);
    const what = now === undefined ? 'is gone' : `(${now.owner}) has another text, and so another id`;
    const message = `${name} ${what}: clients that send it ${as} need that as a trusted document.`;
    const hint = 'Keep the old text under another name until the last client that sends it is gone.';
    return { code: 'OPERATION_RETIRED', message, places: [{ file, line: 1 }], hint };
  });
}
