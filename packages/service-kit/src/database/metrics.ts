import type mongoose from 'mongoose';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/**
 * The comment of commands that belong to no request but to the service itself. It separates them in the metric and in
 * the database's own profile.
 */
export const BACKGROUND = 'background';

/** The comment of the commands with which events are published and read. */
export const RELAY = `${BACKGROUND} relay`;

/** Internal commands of the driver. They are not part of a request's cost. */
const HOUSEKEEPING: ReadonlySet<string> = new Set(['hello', 'ping', 'endSessions', 'isMaster']);

const BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10];

type Client = mongoose.mongo.MongoClient;

/** Counts and times a client's commands. */
export function measureCommands(client: Client, registry: Registry): void {
  countCommands(client, registry);
  timeCommands(client, registry);
}

function countCommands(client: Client, registry: Registry): void {
  const commands = new Counter({
    name: 'mongodb_commands_total',
    help: 'Commands sent to the database.',
    labelNames: ['command', 'origin'],
    registers: [registry],
  });
  client.on('commandStarted', ({ commandName, command: { comment } }) => {
    const isBackground = typeof comment === 'string' && comment.startsWith(BACKGROUND);
    const origin = isBackground ? 'background' : 'request';
    if (!HOUSEKEEPING.has(commandName)) commands.inc({ command: commandName, origin });
  });
}

function timeCommands(client: Client, registry: Registry): void {
  const seconds = new Histogram({
    name: 'mongodb_command_seconds',
    help: 'The time of commands, by outcome: `answered`, or `failed` when the database refused or did not answer.',
    labelNames: ['command', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const observe = (command: string, ms: number, outcome: 'answered' | 'failed') => {
    if (!HOUSEKEEPING.has(command)) seconds.observe({ command, outcome }, ms / 1_000);
  };
  client
    .on('commandSucceeded', ({ commandName, duration }) => observe(commandName, duration, 'answered'))
    .on('commandFailed', ({ commandName, duration }) => observe(commandName, duration, 'failed'));
}

/**
 * Call it before the connection opens: connections that are open already are not counted. The gauges are set when they are
 * read, because every command changes them four times.
 */
export function measurePool(client: Client, registry: Registry): void {
  let [open, inUse, waiting] = [0, 0, 0];
  new Gauge({
    name: 'mongodb_pool_connections',
    help: 'Connections to the database, by state: `in_use` or `idle`.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'in_use' }, inUse);
      this.set({ state: 'idle' }, open - inUse);
    },
  });
  new Gauge({
    name: 'mongodb_pool_waiting',
    help: 'Commands that wait for a connection to the database.',
    registers: [registry],
    collect() {
      this.set(waiting);
    },
  });
  const refused = new Counter({
    name: 'mongodb_pool_failures_total',
    help: 'Commands that got no connection to the database, by reason: `timeout`, `connectionError` or `poolClosed`.',
    labelNames: ['reason'],
    registers: [registry],
  });
  client
    .on('connectionCreated', () => void (open += 1))
    .on('connectionClosed', () => void (open -= 1))
    .on('connectionCheckOutStarted', () => void (waiting += 1))
    .on('connectionCheckedOut', () => {
      waiting -= 1;
      inUse += 1;
    })
    .on('connectionCheckOutFailed', ({ reason }) => {
      waiting -= 1;
      refused.inc({ reason });
    })
    .on('connectionCheckedIn', () => void (inUse -= 1));
}
