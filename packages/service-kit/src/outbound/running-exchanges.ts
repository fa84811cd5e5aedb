/** An exchange that has not ended. */
export interface RunningExchange {
  /** Its index in the list, which changes while it is in the list. */
  index: number;
  stop(failure: 'silent'): void;
}

/**
 * The exchanges that have not ended. A `Set` would cost more than this list: it moves its members to a new table again
 * and again, and V8 keeps the members of an old table for as long as the table, so that it copies ended exchanges with
 * all that their requests refer to.
 */
export class RunningExchanges {
  readonly #list: RunningExchange[] = [];

  add(exchange: RunningExchange): void {
    exchange.index = this.#list.push(exchange) - 1;
  }

  /** Removes an exchange of the list: the last one takes its index. */
  remove(exchange: RunningExchange): void {
    const last = this.#list.pop();
    if (last === undefined || last === exchange) return;
    this.#list[exchange.index] = last;
    last.index = exchange.index;
  }

  /** Stops all exchanges. An exchange that ends removes itself. */
  stopAll(failure: 'silent'): void {
    for (const exchange of [...this.#list]) exchange.stop(failure);
  }
}
