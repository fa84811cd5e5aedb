import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { bulkhead } from 'cockatiel';
import { Counter, type Registry } from 'prom-client';
import { isPossiblePassword, normalisePassword } from '../domain/password.js';
import type { Passwords } from '../domain/prove-password.js';

/** The cost of one argon2id hash. */
export interface HashParameters {
  /** In KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** OWASP's first recommendation for argon2id. After an increase, a stored hash is updated when its owner signs in. */
export const hashParameters: HashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface PasswordHasherOptions {
  readonly registry: Registry;
  /** The number of concurrent hashes. Each takes a thread of libuv's pool and the memory in {@link HashParameters}. */
  readonly concurrency: number;
  readonly parameters: HashParameters;
}

/** Hashes with argon2id, outside the event loop. */
export async function createPasswordHasher(options: PasswordHasherOptions): Promise<Passwords> {
  const { registry, concurrency, parameters } = options;
  const threads = bulkhead(concurrency, Number.POSITIVE_INFINITY);
  const operations = new Counter({
    name: 'password_operations_total',
    help: 'argon2 computations.',
    labelNames: ['operation'],
    registers: [registry],
  });
  // The password for an unknown email is compared with this hash, which no password matches.
  const unmatched = await hash(randomBytes(32), parameters);

  async function run<Result>(operation: string, compute: () => Promise<Result>): Promise<Result> {
    operations.inc({ operation });
    return threads.execute(compute);
  }

  return {
    hash: (password) => run('hash', () => hash(normalisePassword(password), parameters)),
    async verify(known, password) {
      const possible = isPossiblePassword(password);
      const compared = possible ? normalisePassword(password) : '';
      const right = await run('verify', () => verify(known ?? unmatched, compared));
      return right && possible && known !== undefined;
    },
    isOutdated(known) {
      const used = parseOptions(known);
      return (
        used.memoryCost < parameters.memoryCost ||
        used.timeCost < parameters.timeCost ||
        used.parallelism < parameters.parallelism
      );
    },
  };
}
