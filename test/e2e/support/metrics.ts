/** How many commands a subgraph has sent to its database so far, by command. */
export async function databaseCommands(adminUrl: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  const lines = text.matchAll(/^mongodb_commands_total\{command="(\w+)"\} (\d+)$/gm);
  return new Map([...lines].map(([, command = '', count = '0']) => [command, Number(count)]));
}

/** How often something is tried, for the case that a service did something of its own meanwhile. */
const ATTEMPTS = 3;

/**
 * How many queries of each subgraph's database it takes to do something: the least of a few attempts, without those
 * that reading the metrics takes itself. Fetching the rest of a long result (`getMore`) is no further query.
 */
export async function countCommands<Name extends string>(
  adminUrls: Readonly<Record<Name, string>>,
  names: readonly Name[],
  action: () => Promise<unknown>,
): Promise<Record<Name, number>> {
  const counts = () => Promise.all(names.map(async (name) => total(await databaseCommands(adminUrls[name]))));
  const leastOf = async (doing: () => Promise<unknown>) => {
    let least = names.map(() => Infinity);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await counts();
      await doing();
      const after = await counts();
      least = least.map((count, index) => Math.min(count, (after[index] ?? 0) - (before[index] ?? 0)));
    }
    return least;
  };
  const reading = await leastOf(() => Promise.resolve());
  const both = await leastOf(action);
  return Object.fromEntries(
    names.map((name, index) => [name, (both[index] ?? 0) - (reading[index] ?? 0)]),
  ) as Record<Name, number>;
}

function total(commands: ReadonlyMap<string, number>): number {
  const queries = [...commands].filter(([command]) => command !== 'getMore');
  return queries.reduce((sum, [, count]) => sum + count, 0);
}
