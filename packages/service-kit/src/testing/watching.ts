import type { Connection } from 'mongoose';
import { RELAY } from '../database/metrics.js';

/** Runs a function and reports the database commands that it caused: `find orders`. The relay's are left out, because they come at any time. */
export async function watchCommands<Result>(
  connection: Connection,
  run: () => Promise<Result>,
): Promise<{ result: Result; commands: string[] }> {
  const commands: string[] = [];
  const note = ({ commandName, command }: { commandName: string; command: object }) => {
    if ('comment' in command && command.comment === RELAY) return;
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
