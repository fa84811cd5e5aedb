import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isNumber, isRecord, readJson, recordOf } from '../graph/files.js';
import { workingTree } from '../graph/working-tree.js';

/** The maximum cost of one run of an operation. */
export interface Budget {
  /** Requests from the router to subgraphs, as planned. */
  readonly requests: number;
  /** Database commands of all subgraphs together, as measured end to end on a warm stack. */
  readonly commands?: number;
}

/** By operation name. */
export type Budgets = ReadonlyMap<string, Budget>;

/** The database commands of each operation in the last end-to-end measurement. */
export type MeasuredCommands = ReadonlyMap<string, number>;

export function readBudgets(root: string, folder: string): Budgets {
  return readRecord(
    root,
    `${folder}/budgets.json`,
    isBudgets,
    'an object of { "requests", "commands"? } by operation',
  );
}

export function readMeasuredCommands(root: string, folder: string): MeasuredCommands {
  return readRecord(root, `${folder}/measured.json`, recordOf(isNumber), 'an object of numbers by operation');
}

const isBudgets = recordOf(
  (value): value is Budget =>
    isRecord(value) && isNumber(value.requests) && (value.commands === undefined || isNumber(value.commands)),
);

function readRecord<T>(
  root: string,
  file: string,
  is: (value: unknown) => value is Readonly<Record<string, T>>,
  shape: string,
): ReadonlyMap<string, T> {
  if (!existsSync(join(root, file))) return new Map();
  return new Map(Object.entries(readJson(workingTree(root), file, is, shape)));
}
