/** One item of a page and its place in the list. */
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
  /** Counts the list when a client asks for it, and not before: it is the only part whose cost grows. */
  totalCount(): Promise<number>;
  /** False for a list that is longer than `totalCount` says, because it was counted no further. */
  totalCountExact(): Promise<boolean>;
}
