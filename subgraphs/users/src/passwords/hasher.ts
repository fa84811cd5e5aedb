import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Counter, type Registry } from 'prom-client';
import type { Passwords } from '../domain/accounts.js';
import { isPossiblePassword, normalisePassword } from '../domain/password.js';
import { createGate } from './gate.js';

/** The cost of one argon2id hash. */
export interface HashParameters {
  /** In KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** OWASP's first choice for argon2id. Raise it here: hashes follow as their owners sign in. */
export const hashParameters: HashParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export interface PasswordHasherOptions {
  readonly registry: Registry;
  /** How many hashes are computed at a time; each takes a thread of libuv's pool and {@link HashParameters} memory. */
  readonly concurrency: number;
  /** How many may wait. One more is refused, so that a flood costs no memory and nobody waits for long. */
  readonly queueLimit: number;
  readonly parameters: HashParameters;
}

/** argon2id, off the event loop. */
export async function createPasswordHasher(options: PasswordHasherOptions): Promise<Passwords> {
  const { registry, concurrency, queueLimit, parameters } = options;
  const gate = createGate(concurrency, queueLimit);
  const operations = new Counter({
    name: 'password_operations_total',
    help: 'argon2 computations, and those refused because too many waited.',
    labelNames: ['operation'],
    registers: [registry],
  });
  // Someone without an account is compared with this one, which is right for nobody.
  const nobody = await hash(randomBytes(32), parameters);

  async function run<Result>(operation: string, compute: () => Promise<Result>): Promise<Result | undefined> {
    const running = gate(compute);
    operations.inc({ operation: running === undefined ? 'refused' : operation });
    return running;
  }

  return {
    hash: (password) => run('hash', () => hash(normalisePassword(password), parameters)),
    async verify(known, password) {
      const possible = isPossiblePassword(password);
      const compared = possible ? normalisePassword(password) : '';
      const right = await run('verify', () => verify(known ?? nobody, compared));
      return right === undefined ? undefined : right && possible && known !== undefined;
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
