import { setTimeout as sleep } from 'node:timers/promises';

/** The number of database commands that a subgraph has sent for requests so far, by command. */
export async function databaseCommands(adminUrl: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  const lines = text.matchAll(/^mongodb_commands_total\{command="(\w+)",origin="request"\} (\d+)$/gm);
  return new Map([...lines].map(([, command = '', count = '0']) => [command, Number(count)]));
}

/**
 * Counts the database queries that each subgraph needs for an action. It first waits until earlier requests send no more
 * queries: some do after their answer. Reading more of a result (`getMore`) does not count as a query.
 */
export async function countCommands<Name extends string>(
  adminUrls: Readonly<Record<Name, string>>,
  names: readonly Name[],
  action: () => Promise<unknown>,
): Promise<Record<Name, number>> {
  const counts = () => Promise.all(names.map(async (name) => total(await databaseCommands(adminUrls[name]))));
  const before = await untilAtRest(counts);
  await action();
  const after = await counts();
  const spent = names.map((name, index) => [name, (after[index] ?? 0) - (before[index] ?? 0)]);
  return Object.fromEntries(spent) as Record<Name, number>;
}

/** The pause between two looks at the counts, in milliseconds. */
const LOOK_MS = 300;

async function untilAtRest(counts: () => Promise<readonly number[]>): Promise<readonly number[]> {
  let found = await counts();
  for (;;) {
    await sleep(LOOK_MS);
    const later = await counts();
    if (later.join() === found.join()) return found;
    found = later;
  }
}

function total(commands: ReadonlyMap<string, number>): number {
  const queries = [...commands].filter(([command]) => command !== 'getMore');
  return queries.reduce((sum, [, count]) => sum + count, 0);
}

/** The value of a metric without labels. */
export async function readMetric(adminUrl: string, name: string): Promise<number> {
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}
