import { Pool } from 'undici';

/** Clients that keep their connections open and send one query after the other. */
export interface KeepAliveClients {
  /** How many requests were sent. */
  readonly requests: number;
  /** The errors and wrong answers. */
  readonly failures: readonly string[];
  stop(): Promise<void>;
}

export interface KeepAliveOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query: string;
  readonly clients: number;
  /** The load ends after this number of requests. */
  readonly maxRequests: number;
}

/** Starts clients that send requests until they are stopped or `maxRequests` is reached. */
export function startKeepAlive(options: KeepAliveOptions): KeepAliveClients {
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, { connections: options.clients });
  const failures: string[] = [];
  let [running, requests] = [true, 0];
  const clients = Array.from({ length: options.clients }, async () => {
    while (running && requests < options.maxRequests) {
      requests += 1;
      const failure = await ask(pool, pathname, options).catch(String);
      if (failure !== undefined) failures.push(failure);
    }
  });
  return {
    failures,
    get requests() {
      return requests;
    },
    async stop() {
      running = false;
      await Promise.all(clients);
      await pool.close();
    },
  };
}

/** @returns undefined for a correct answer, otherwise the status and the text */
async function ask(
  pool: Pool,
  path: string,
  { headers, query }: KeepAliveOptions,
): Promise<string | undefined> {
  const { statusCode, body } = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await body.text();
  return statusCode === 200 && !text.includes('"errors"') ? undefined : `${statusCode} ${text}`;
}
