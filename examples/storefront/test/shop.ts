import { DEMO_PASSWORD, startSupergraph, type Supergraph } from '@supergraph/local';
import { webSignIn, type OperationDocument } from '@supergraph/schema';
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, vi } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const START_TIMEOUT_MS = 60_000;

/** The built storefront on its own stack, which accepts only registered operations. */
export interface Shop {
  readonly url: string;
  readonly supergraph: Supergraph;
  /** Sends an operation as staff, directly to the router. */
  asStaff<Variables extends object>(
    document: OperationDocument<unknown, Variables>,
    variables: Variables,
  ): Promise<void>;
  /** The text of the last mail to an address. */
  mailTo(address: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startShop(): Promise<Shop> {
  const mails = new Map<string, string>();
  const supergraph = await startSupergraph({
    env: { router: { TRUSTED_DOCUMENTS: 'enforce' } },
    onMail: ({ to, text }) => mails.set(to, text),
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/vite/bin/vite.js'), 'preview', '--strictPort', '--logLevel', 'silent'],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        STOREFRONT_PORT: String(port),
        GRAPHQL_ORIGIN: new URL(supergraph.url).origin,
      },
    },
  );
  const stop = async (): Promise<void> => {
    server.kill();
    await supergraph.stop();
  };
  try {
    await vi.waitFor(() => fetch(url), { timeout: START_TIMEOUT_MS });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    supergraph,
    async asStaff(document, variables) {
      const session = await ask(supergraph.url, webSignIn, {
        input: { email: 'staff@demo.shop', password: DEMO_PASSWORD },
      });
      await ask(supergraph.url, document, variables, session.signIn?.session?.accessToken);
    },
    async mailTo(address) {
      await expect.poll(() => mails.has(address)).toBe(true);
      return mails.get(address) ?? '';
    },
    stop,
  };
}

async function ask<Result, Variables extends object>(
  url: string,
  { id }: OperationDocument<Result, Variables>,
  variables: Variables,
  token?: string,
): Promise<Result> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ documentId: id, variables }),
  });
  const answer = (await response.json()) as { data: Result; errors?: unknown };
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
