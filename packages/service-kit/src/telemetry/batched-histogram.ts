import { Histogram, type HistogramConfiguration, type LabelValues } from 'prom-client';

/** The limit of values that wait. */
const MAX_PENDING = 256;

/**
 * A histogram whose values are handed to prom-client in batches, and when metrics are read. A value between other work
 * takes prom-client several times as long as one of many in a row, and a request has a dozen.
 */
export class BatchedHistogram<Label extends string = string> {
  readonly #histogram: Histogram<Label>;
  readonly #labels: LabelValues<Label>[] = [];
  readonly #values: number[] = [];

  constructor(options: HistogramConfiguration<Label>) {
    this.#histogram = new Histogram({ ...options, collect: () => this.#flush() });
  }

  /** Exports these labels with a count of 0 until their first value, which a rate would miss otherwise. */
  zero(labels: LabelValues<Label>): void {
    this.#histogram.zero(labels);
  }

  observe(labels: LabelValues<Label>, value: number): void {
    this.#labels.push(labels);
    if (this.#values.push(value) >= MAX_PENDING) this.#flush();
  }

  #flush(): void {
    for (let index = 0; index < this.#values.length; index++)
      this.#histogram.observe(this.#labels[index] ?? {}, this.#values[index] ?? 0);
    this.#labels.length = 0;
    this.#values.length = 0;
  }
}
