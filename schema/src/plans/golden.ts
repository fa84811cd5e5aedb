import { prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readText } from '../graph/files.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { shapeOf } from './shape.js';

/** The recorded plan of an operation: its shape in one line, then the plan as Apollo's tools print it. */
export function planText({ name }: RegisteredOperation, plan: QueryPlan): string {
  const { requests, depth, subgraphs } = shapeOf(plan);
  const counted = `${requests} subgraph request${requests === 1 ? '' : 's'}`;
  return `# ${name}: ${counted}, ${depth} deep, to ${subgraphs.join(', ')}\n${prettyFormatQueryPlan(plan)}\n`;
}

function fileOf(folder: string, { client, name }: RegisteredOperation): string {
  return join(folder, client, `${name}.txt`);
}

export function readGoldenPlan(folder: string, operation: RegisteredOperation): string | undefined {
  const file = fileOf(folder, operation);
  return existsSync(file) ? readText(file, file) : undefined;
}

/** Writes the plans of all operations and deletes those of removed operations. */
export function writeGoldenPlans(folder: string, plans: ReadonlyMap<RegisteredOperation, string>): void {
  const files = new Set([...plans.keys()].map((operation) => fileOf(folder, operation)));
  if (existsSync(folder)) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, name);
      if (name.endsWith('.txt') && !files.has(file)) rmSync(file);
    }
  }
  for (const [operation, text] of plans) {
    const file = fileOf(folder, operation);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
