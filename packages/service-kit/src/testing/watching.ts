import type { Connection } from 'mongoose';
import { RELAY } from '../database/metrics.js';

/** Runs a function and reports the database commands that it caused: `find orders`. */
export async function watchCommands<Result>(
  connection: Connection,
  run: () => Promise<Result>,
): Promise<{ result: Result; commands: string[] }> {
  const { result, sent } = await recordCommands(connection, run);
  return { result, commands: sent.map(nameOf) };
}

/** A command as the driver sent it. */
export interface SentCommand {
  readonly commandName: string;
  readonly command: Readonly<Record<string, unknown>>;
}

/**
 * Runs a function and records the database commands that it caused. The relay's are left out, because they come at any
 * time.
 */
export async function recordCommands<Result>(
  connection: Connection,
  run: () => Promise<Result>,
): Promise<{ result: Result; sent: readonly SentCommand[] }> {
  const sent: SentCommand[] = [];
  const note = ({ commandName, command }: SentCommand) => {
    if (command.comment !== RELAY) sent.push({ commandName, command: { ...command } });
  };
  const client = connection.getClient();
  client.on('commandStarted', note);
  try {
    return { result: await run(), sent };
  } finally {
    client.off('commandStarted', note);
  }
}

/** A command with its collection: `find orders`. */
export function nameOf({ commandName, command }: SentCommand): string {
  return `${commandName} ${String(Object.values(command)[0])}`;
}
