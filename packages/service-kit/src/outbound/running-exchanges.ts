/** An exchange that has not ended. */
export interface RunningExchange {
  /** The exchange's index in the list. Only {@link RunningExchanges} sets it. */
  index: number;
  stop(failure: 'silent'): void;
}

/**
 * The exchanges that have not ended, as a list. V8 moves the members of a `Set` to new tables again and again, and
 * unreachable tables keep ended exchanges in memory until a full collection (docs/performance.md).
 */
export class RunningExchanges {
  readonly #list: RunningExchange[] = [];

  add(exchange: RunningExchange): void {
    exchange.index = this.#list.push(exchange) - 1;
  }

  /** Removes an exchange, if it is in the list. The last one of the list takes its index. */
  remove(exchange: RunningExchange): void {
    if (this.#list[exchange.index] !== exchange) return;
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
