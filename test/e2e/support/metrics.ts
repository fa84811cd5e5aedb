/** How many commands a subgraph has sent to its database so far, by command. */
export async function databaseCommands(adminUrl: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${adminUrl}/metrics`)).text();
  const lines = text.matchAll(/^mongodb_commands_total\{command="(\w+)"\} (\d+)$/gm);
  return new Map([...lines].map(([, command = '', count = '0']) => [command, Number(count)]));
}

/** How many database commands of each subgraph it took to do something. Commands that write count too. */
export async function countCommands<Name extends string>(
  adminUrls: Readonly<Record<Name, string>>,
  names: readonly Name[],
  action: () => Promise<unknown>,
): Promise<Record<Name, number>> {
  const totals = () => Promise.all(names.map(async (name) => total(await databaseCommands(adminUrls[name]))));
  const before = await totals();
  await action();
  const after = await totals();
  return Object.fromEntries(
    names.map((name, index) => [name, (after[index] ?? 0) - (before[index] ?? 0)]),
  ) as Record<Name, number>;
}

function total(commands: ReadonlyMap<string, number>): number {
  return [...commands.values()].reduce((sum, count) => sum + count, 0);
}
