import { networkOf } from '@supergraph/service-kit/service';
import type { Caller } from '../context.js';
import { refuse } from '../errors/refuse.js';

export interface SubscriptionLimits {
  /** The maximum number of open subscriptions in this process. */
  readonly perProcess: number;
  /** The maximum number per user, or per network address without a user. */
  readonly perUser: number;
}

/** Counts open subscriptions, because each occupies memory while it is open. */
export class SubscriptionCounts {
  readonly #limits: SubscriptionLimits;
  readonly #byUser = new Map<string, number>();
  #open = 0;

  constructor(limits: SubscriptionLimits) {
    this.#limits = limits;
  }

  /**
   * @returns a function that removes the subscription from the count
   * @throws Refusal when a maximum is exceeded
   */
  add({ subject }: Caller, address: string): () => void {
    const { perProcess, perUser } = this.#limits;
    const user = subject === undefined ? `address ${networkOf(address)}` : `user ${subject}`;
    const count = this.#byUser.get(user) ?? 0;
    if (count >= perUser) {
      const message = `At most ${perUser} subscriptions may be open at once: end one before the next.`;
      throw refuse(429, 'RATE_LIMITED', message);
    }
    if (this.#open >= perProcess) {
      const message = 'The server has as many subscriptions as it can serve: try again later.';
      throw refuse(503, 'SERVICE_UNAVAILABLE', message, { headers: { 'retry-after': '5' } });
    }
    this.#open += 1;
    this.#byUser.set(user, count + 1);
    return () => {
      this.#open -= 1;
      const left = (this.#byUser.get(user) ?? 1) - 1;
      if (left === 0) this.#byUser.delete(user);
      else this.#byUser.set(user, left);
    };
  }
}
