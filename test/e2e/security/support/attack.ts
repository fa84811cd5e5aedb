import { connect } from 'node:net';
import { afterAll, expect } from 'vitest';

/** The response to an attack. */
export interface Outcome {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly codes: readonly unknown[];
  readonly errors: readonly { readonly message: string; readonly path?: readonly unknown[] }[];
}

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

/** Sends a request unchanged. */
export async function send(url: string, init: Init = {}): Promise<Outcome> {
  const response = await fetch(url, init);
  return read(response.status, response.headers, await response.text());
}

/** Sends an operation in a POST request. */
export function ask(
  url: string,
  query: unknown,
  { variables, token, ...rest }: { variables?: unknown; token?: string; [parameter: string]: unknown } = {},
): Promise<Outcome> {
  return send(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables, ...rest }),
  });
}

/** Sends a JSON body in a POST request, byte for byte. */
export function post(url: string, body: string): Promise<Outcome> {
  return send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

/**
 * Writes raw text to a connection, which may be no valid HTTP.
 *
 * @returns the response's status, or 0 when the connection was closed without a response
 */
export function sendRaw(
  url: string,
  parts: readonly string[],
  pauseMs = 0,
): Promise<{ status: number; text: string; ms: number }> {
  const { hostname, port } = new URL(url);
  const started = performance.now();
  return new Promise((done) => {
    let text = '';
    const socket = connect(Number(port), hostname);
    const write = (index: number) => {
      const part = parts[index];
      if (part === undefined || socket.destroyed) return;
      socket.write(part);
      setTimeout(write, pauseMs, index + 1);
    };
    socket.on('connect', () => write(0));
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      done({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0),
        text,
        ms: performance.now() - started,
      });
    });
  });
}

/** Expects a refusal by status, with one to five GraphQL errors in JSON that reveal no internals. */
export function expectRefused(outcome: Outcome, statuses: readonly number[] = [400]): void {
  expect(statuses, outcome.text.slice(0, 500)).toContain(outcome.status);
  expect(outcome.headers.get('content-type')).toContain('json');
  expect(outcome.data ?? null).toBeNull();
  expect(outcome.errors.length).toBeGreaterThan(0);
  expect(outcome.errors.length).toBeLessThanOrEqual(5);
  expect(outcome.codes.every((code) => typeof code === 'string')).toBe(true);
  expectNothingRevealed(outcome.text);
}

/** Expects no stack trace, address, file path, driver name or suggestion in a text. */
export function expectNothingRevealed(text: string): void {
  expect(text).not.toMatch(
    /did you mean|127\.0\.0\.1|localhost|\bat .+:\d+:\d+|node_modules|\/dist\/|mongo|ECONN|stack/i,
  );
}

/** Expects a correct answer to a simple query within a second. */
export async function expectCanary(url: string): Promise<void> {
  const started = performance.now();
  const { status, data } = await ask(url, '{ productBySku(sku: "NW-0001") { name price { amount } } }');
  expect(status).toBe(200);
  expect(data).toEqual({ productBySku: { name: 'Chai', price: { amount: '18.00' } } });
  expect(performance.now() - started).toBeLessThan(1_000);
}

/** Sends the canary query after all tests of the file. */
export function watchCanary(url: () => string): void {
  afterAll(() => expectCanary(url()));
}

function read(status: number, headers: Headers, text: string): Outcome {
  let body: { data?: unknown; errors?: { message: string; extensions?: { code?: unknown } }[] } = {};
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    // The body is not JSON. Tests can check its text.
  }
  const errors = body.errors ?? [];
  return {
    status,
    headers,
    text,
    data: body.data,
    errors,
    codes: errors.map(({ extensions }) => extensions?.code),
  };
}
