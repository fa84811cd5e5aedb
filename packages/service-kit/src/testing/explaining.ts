import type { Connection } from 'mongoose';
import { nameOf, recordCommands, type SentCommand } from './watching.js';

/** The plan that the database chose for one command, and what running it examined. */
export interface ExplainedCommand {
  /** The command and its collection: `find orders`. */
  readonly command: string;
  /** The names of the indexes that serve it; empty when it reads the whole collection. */
  readonly indexes: readonly string[];
  readonly scansCollection: boolean;
  readonly documentsExamined: number;
}

const EXPLAINABLE: ReadonlySet<string> = new Set([
  'find',
  'aggregate',
  'count',
  'distinct',
  'findAndModify',
  'update',
  'delete',
]);

/** Fields of a command as the driver sends it that `explain` does not take. */
const SESSION_FIELDS: ReadonlySet<string> = new Set(['lsid', '$db', 'txnNumber', '$clusterTime', 'comment']);

/**
 * Runs a function, and asks the database afterwards to explain each of the commands that it caused, as they were sent.
 * Commands without a plan, such as inserts, are left out.
 */
export async function explainCommands(
  connection: Connection,
  run: () => Promise<unknown>,
): Promise<ExplainedCommand[]> {
  const { sent } = await recordCommands(connection, run);
  const explained: ExplainedCommand[] = [];
  for (const each of sent)
    if (EXPLAINABLE.has(each.commandName)) explained.push(await explain(connection, each));
  return explained;
}

async function explain(connection: Connection, sent: SentCommand): Promise<ExplainedCommand> {
  const explained = Object.fromEntries(
    Object.entries(sent.command).filter(([key]) => !SESSION_FIELDS.has(key)),
  );
  const answer: unknown = await connection.db?.command({ explain: explained, verbosity: 'executionStats' });
  const stages = valuesOf(answer, 'stage');
  return {
    command: nameOf(sent),
    indexes: [...new Set(valuesOf(answer, 'indexName').map(String))],
    scansCollection: stages.includes('COLLSCAN'),
    documentsExamined: Math.max(0, ...valuesOf(answer, 'totalDocsExamined').map(Number)),
  };
}

/** All values of a field, however deep: MongoDB nests the plan differently for each kind of command. */
function valuesOf(node: unknown, field: string): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node as Readonly<Record<string, unknown>>).flatMap(([key, value]) =>
    key === field ? [value] : valuesOf(value, field),
  );
}
