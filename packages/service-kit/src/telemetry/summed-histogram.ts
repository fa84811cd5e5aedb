import type {
  Histogram,
  HistogramConfiguration,
  LabelValues,
  MetricObject,
  MetricValueWithName,
} from 'prom-client';

/** The values with the same labels. */
interface Series<Label extends string> {
  readonly labels: LabelValues<Label>;
  /** The number of values in each bucket alone; those above all buckets are in none. */
  readonly counts: number[];
  count: number;
  sum: number;
}

/** The series whose first labels have the same values, by the value of the next label. */
interface Branch<Label extends string> {
  readonly next: Map<string | number | undefined, Branch<Label>>;
  /** Set once all labels are known. */
  series: Series<Label> | undefined;
}

interface SummedHistogramOptions<Label extends string> extends Pick<
  HistogramConfiguration<Label>,
  'name' | 'help' | 'registers'
> {
  readonly labelNames?: readonly Label[];
  /** The upper bounds, in ascending order. */
  readonly buckets: readonly number[];
}

/**
 * A histogram for values that each request has. prom-client's own checks, sorts and joins the labels of each value; this
 * one only adds the value to its bucket, and prom-client asks it for the totals when metrics are read.
 */
export class SummedHistogram<Label extends string = string> {
  readonly name: string;
  readonly #help: string;
  readonly #labelNames: readonly Label[];
  readonly #buckets: readonly number[];
  #root: Branch<Label> = { next: new Map(), series: undefined };
  #series: Series<Label>[] = [];

  constructor({ name, help, labelNames = [], buckets, registers = [] }: SummedHistogramOptions<Label>) {
    this.name = name;
    this.#help = help;
    this.#labelNames = labelNames;
    this.#buckets = buckets;
    if (labelNames.length === 0) this.#find({});
    // A registry uses `name`, `get` and `reset` of a metric alone; the type names prom-client's own classes only.
    for (const registry of registers) registry.registerMetric(this as unknown as Histogram<Label>);
  }

  /** Exports these labels with a count of 0 until their first value, which a rate would miss otherwise. */
  zero(labels: LabelValues<Label>): void {
    this.#find(labels);
  }

  observe(labels: LabelValues<Label>, value: number): void {
    const series = this.#find(labels);
    const buckets = this.#buckets;
    let bucket = 0;
    while (bucket < buckets.length && value > (buckets[bucket] ?? 0)) bucket += 1;
    if (bucket < buckets.length) series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.count += 1;
    series.sum += value;
  }

  /** Forgets all values, and labels without one, as prom-client's histograms do. */
  reset(): void {
    this.#root = { next: new Map(), series: undefined };
    this.#series = [];
  }

  /** The totals, as prom-client's histograms give them to their registry. */
  get(): Promise<MetricObject & { readonly values: readonly MetricValueWithName<string>[] }> {
    return Promise.resolve({
      name: this.name,
      help: this.#help,
      // prom-client's type says a number, and its text format needs the word.
      type: 'histogram' as unknown as MetricObject['type'],
      aggregator: 'sum',
      collect: () => undefined,
      values: this.#series.flatMap((series) => this.#export(series)),
    });
  }

  /** Without a key made of all labels, which would be a new string to hash for each value. */
  #find(labels: LabelValues<Label>): Series<Label> {
    let branch = this.#root;
    for (const name of this.#labelNames) {
      const value = labels[name];
      let next = branch.next.get(value);
      if (next === undefined) branch.next.set(value, (next = { next: new Map(), series: undefined }));
      branch = next;
    }
    return (branch.series ??= this.#add(labels));
  }

  #add(labels: LabelValues<Label>): Series<Label> {
    const series = { labels, counts: this.#buckets.map(() => 0), count: 0, sum: 0 };
    this.#series.push(series);
    return series;
  }

  #export({ labels, counts, count, sum }: Series<Label>): MetricValueWithName<string>[] {
    let below = 0;
    const bucket = (le: number | '+Inf', value: number) => ({
      labels: { le, ...labels },
      value,
      metricName: `${this.name}_bucket`,
    });
    return [
      ...this.#buckets.map((bound, index) => bucket(bound, (below += counts[index] ?? 0))),
      bucket('+Inf', count),
      { labels: { ...labels }, value: sum, metricName: `${this.name}_sum` },
      { labels: { ...labels }, value: count, metricName: `${this.name}_count` },
    ];
  }
}
