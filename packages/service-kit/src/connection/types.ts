/** One item of a page with its cursor. */
export interface Edge<Item> {
  readonly cursor: string;
  readonly node: Item;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** A page of a list, in the shape of the schema's connections. */
export interface Connection<Item> {
  readonly edges: readonly Edge<Item>[];
  readonly nodes: readonly Item[];
  readonly pageInfo: PageInfo;
  /**
   * Counts the list only when a client selects the count: no other part of a page has a cost that grows with the list.
   */
  totalCount(): Promise<number>;
  /** False when the list is longer than `totalCount`, because counting stopped there. */
  totalCountExact(): Promise<boolean>;
}
