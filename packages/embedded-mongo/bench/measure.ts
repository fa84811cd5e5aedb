import type { Connection } from 'mongoose';
import { createConnection } from 'mongoose';
import { type ItemModel, itemModel } from './items.js';

/** One operation; `i` is different at every call. */
export type Operation = (items: ItemModel, i: number) => Promise<unknown>;

async function repeat(
  items: ItemModel,
  operation: Operation,
  connections: number,
  ms: number,
): Promise<number> {
  const end = performance.now() + ms;
  let done = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        await operation(items, (next += 1));
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - startedAt)) * 1000;
}

let next = 0;

export interface Target {
  readonly name: string;
  readonly uri: string;
}

/** Operations per second against each target in turn, in short slices, so that both see the same machine. */
export async function compare(
  targets: readonly Target[],
  operation: Operation,
  connections: number,
  seconds: number,
): Promise<number[]> {
  const rates = targets.map((): number[] => []);
  const open = await Promise.all(targets.map(({ uri }) => connect(uri, connections)));
  const slices = 5;
  for (const connection of open) await repeat(itemModel(connection), operation, connections, 500);
  for (let slice = 0; slice < slices; slice += 1) {
    for (const [at, connection] of open.entries()) {
      rates[at]?.push(await repeat(itemModel(connection), operation, connections, (seconds * 1000) / slices));
    }
  }
  await Promise.all(open.map((connection) => connection.close()));
  return rates.map(median);
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

function connect(uri: string, connections: number): Promise<Connection> {
  return createConnection(`${uri}/bench`, {
    maxPoolSize: connections,
    minPoolSize: connections,
    autoIndex: false,
  }).asPromise();
}
