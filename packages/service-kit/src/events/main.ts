import { parseArgs } from 'node:util';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { readConfig, url } from '../config.js';
import { connectDatabase } from '../database/connect.js';
import { createLogger } from '../logger.js';
import { StartError } from '../start-error.js';
import { createConsumerModels, type ConsumerModels } from './models/consumer.js';
import { listDeadLetters, rebuild, replay } from './operations.js';

const usage = `Usage, with MONGODB_URI set to the database of the service that consumes:
  npm run events -- list                                     what consumers have put aside, and why
  npm run events -- replay [--consumer NAME] [--event ID]    has it handled again, by the running service
  npm run events -- rebuild NAME                             has a consumer build everything again from a snapshot`;

/** The operator's commands for events. They only write requests to the database; the running service does the work. */
async function main(): Promise<void> {
  const command = readCommand();
  const { MONGODB_URI: uri } = readConfig(z.object({ MONGODB_URI: url('mongodb:', 'mongodb+srv:') }));
  const logger = createLogger({ service: 'events', level: 'warn' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry() });
  try {
    for (const line of await command(createConsumerModels(connection))) process.stdout.write(`${line}\n`);
  } finally {
    await connection.close();
  }
}

function readCommand(): (models: ConsumerModels) => Promise<readonly string[]> {
  const { positionals, values } = readArguments();
  const [command, name, ...rest] = positionals;
  if (command === 'list' && name === undefined) return list;
  if (command === 'replay' && name === undefined) {
    return async (models) => {
      const count = await replay(models, { consumer: values.consumer, eventId: values.event });
      return [`${count} events will be handled again by the running service`];
    };
  }
  if (command === 'rebuild' && name !== undefined && rest.length === 0) {
    return async (models) => {
      if (await rebuild(models, name)) return [`${name} will be built again by the running service`];
      throw new StartError(`there is no consumer ${name} in this database`);
    };
  }
  throw new StartError(usage);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { consumer: { type: 'string' }, event: { type: 'string' } },
    });
  } catch {
    throw new StartError(usage);
  }
}

async function list(models: ConsumerModels): Promise<readonly string[]> {
  const letters = await listDeadLetters(models);
  if (letters.length === 0) return ['no consumer has put an event aside'];
  return letters.map(
    ({ consumer, event, attempts, at, error }) =>
      `${at.toISOString()}  ${consumer}  ${event.id}  ${event.type}  ${attempts} attempts: ${error}`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`events: ${error instanceof StartError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
