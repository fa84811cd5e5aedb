import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { secret, signRequest, type Answer } from '@supergraph/service-kit/testing';
import { staff } from './staff.js';

export interface Inventory {
  readonly available: number;
  readonly held: number;
  readonly sold: number;
  readonly received: number;
}

/** The products service, running as a separate process. */
export interface Products {
  readonly url: string;
  /** @returns the new product's id */
  create(sku: string, priceMinor: number, stock: number): Promise<string>;
  /** The units of a product: available, held, sold and received. */
  inventory(id: string): Promise<Inventory>;
  ask<Data>(query: string, variables?: object): Promise<Answer<Data>>;
  /** Stops and continues the process. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

// Started, not imported: it is a separate service.
const entry = fileURLToPath(new URL('../../../products/dist/main.js', import.meta.url));

/** @param port 0 for a free one */
export async function startProducts(uri: string, port = 0): Promise<Products> {
  const child = fork(entry, [], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      MONGODB_URI: uri,
      LOG_LEVEL: 'fatal',
      DRAIN_MS: '0',
      ENVELOPE_KEYS_IN: `router=k1:${secret},orders=k1:${secret}`,
    },
    // Tests run with special import conditions, but this process runs the built code.
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = `${await readyUrl(child)}/graphql`;
  const ask = async <Data>(query: string, variables = {}) => {
    const { body, headers } = signRequest('products', query, variables, staff);
    const response = await fetch(url, { method: 'POST', headers, body });
    return (await response.json()) as Answer<Data>;
  };
  return {
    url,
    ask,
    async create(sku, priceMinor, stock) {
      const input = {
        sku,
        name: `Name of ${sku}`,
        price: { amount: toUsd(priceMinor), currency: 'USD' },
        stock,
      };
      const { data } = await ask<{ createProduct: { product: { id: string } } }>(CREATE, { input });
      return data.createProduct.product.id;
    },
    async inventory(id) {
      const { data } = await ask<{ product: { inventory: Inventory } }>(INVENTORY, { id });
      return data.product.inventory;
    },
    signal: (signal) => child.kill(signal),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const CREATE = `mutation ($input: CreateProductInput!) {
  createProduct(input: $input) { product { id } errors { ... on UserError { message } } }
}`;

const INVENTORY = `query ($id: ID!) { product(id: $id) { inventory { available held sold received } } }`;

function toUsd(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}

async function readyUrl(child: ChildProcess): Promise<string> {
  const [message] = (await Promise.race([once(child, 'message'), failure(child)])) as [{ url: string }];
  return message.url;
}

async function failure(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`products ended with ${code} before it was ready: is it built?`);
}
