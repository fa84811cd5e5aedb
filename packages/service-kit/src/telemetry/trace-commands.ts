import { context, SpanKind, SpanStatusCode, type Span } from '@opentelemetry/api';
import type { Connection } from 'mongoose';
import { recordingSpan, tracer } from './span.js';

/** The maximum number of pending commands, so that commands whose end is never reported do not stay in memory. */
const MAX_OPEN = 10_000;

/**
 * Adds a span for each database command of a traced request, with the command's name and its collection. Filters,
 * documents and error messages are left out: the message about a duplicate key quotes the key.
 */
export function traceCommands(connection: Connection): void {
  const open = new Map<string, Span>();
  const end = (key: string, failure?: Error) => {
    const span = open.get(key);
    if (span === undefined) return;
    open.delete(key);
    if (failure !== undefined) {
      span.setAttribute('error.type', failure.name);
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
  };
  connection
    .getClient()
    .on('commandStarted', ({ address, requestId, commandName, command }) => {
      const parent = context.active();
      if (recordingSpan(parent) === undefined || open.size >= MAX_OPEN) return;
      const named: unknown = commandName === 'getMore' ? command.collection : command[commandName];
      const collection = typeof named === 'string' ? named : undefined;
      const attributes = {
        'db.system.name': 'mongodb',
        'db.operation.name': commandName,
        ...(collection !== undefined && { 'db.collection.name': collection }),
      };
      const name = collection === undefined ? commandName : `${commandName} ${collection}`;
      open.set(
        `${address}/${requestId}`,
        tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, parent),
      );
    })
    .on('commandSucceeded', ({ address, requestId }) => end(`${address}/${requestId}`))
    .on('commandFailed', ({ address, requestId, failure }) => end(`${address}/${requestId}`, failure));
}
