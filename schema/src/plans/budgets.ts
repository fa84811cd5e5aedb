import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one run of an operation may cost. */
export interface Budget {
  /** Requests from the router to subgraphs, as planned. */
  readonly requests: number;
  /** Database commands of all subgraphs together, as measured end to end on a warm stack. */
  readonly commands?: number;
}

export type Budgets = Readonly<Record<string, Budget>>;

/** Database commands of each operation as the end-to-end test last measured them. */
export type MeasuredCommands = Readonly<Record<string, number>>;

export function readBudgets(folder: string): Budgets {
  return read(join(folder, 'budgets.json')) as Budgets;
}

export function readMeasuredCommands(folder: string): MeasuredCommands {
  return read(join(folder, 'measured.json')) as MeasuredCommands;
}

function read(file: string): object {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
}
