/** One product of one order, with the request for it. */
export interface Entry<Item> {
  readonly productId: string;
  readonly item: Item;
}

/**
 * Handles all requests for one product together, even if they come from several orders.
 *
 * @param rows the entries of each order
 * @param work returns one answer for each item, in the same order
 * @returns the answers, in the rows and order of their entries
 */
export async function byProduct<Item, Answer>(
  rows: readonly (readonly Entry<Item>[])[],
  work: (productId: string, items: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<Answer[][]> {
  const answers = new Map<Entry<Item>, Answer>();
  await Promise.all(
    [...grouped(rows.flat())].map(async ([productId, entries]) => {
      const given = await work(
        productId,
        entries.map(({ item }) => item),
      );
      given.forEach((answer, at) => {
        const entry = entries[at];
        if (entry !== undefined) answers.set(entry, answer);
      });
    }),
  );
  return rows.map((row) => row.flatMap((entry) => answers.get(entry) ?? []));
}

function grouped<Item>(entries: readonly Entry<Item>[]): Map<string, Entry<Item>[]> {
  const groups = new Map<string, Entry<Item>[]>();
  for (const entry of entries) {
    const group = groups.get(entry.productId);
    if (group === undefined) groups.set(entry.productId, [entry]);
    else group.push(entry);
  }
  return groups;
}
