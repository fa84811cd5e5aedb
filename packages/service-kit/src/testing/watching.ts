import type { Connection } from 'mongoose';

/** Runs a function and reports the database commands that it caused: `find orders`. */
export async function watchCommands<Result>(
  connection: Connection,
  run: () => Promise<Result>,
): Promise<{ result: Result; commands: string[] }> {
  const commands: string[] = [];
  const note = ({ commandName, command }: { commandName: string; command: object }) => {
    const [target] = Object.values(command) as unknown[];
    commands.push(`${commandName} ${String(target)}`);
  };
  const client = connection.getClient();
  client.on('commandStarted', note);
  try {
    return { result: await run(), commands };
  } finally {
    client.off('commandStarted', note);
  }
}
