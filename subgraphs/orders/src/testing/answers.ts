/** The answers to the operations of `operations.ts`, with the fields that tests read. */
export interface OrderAnswer {
  readonly id: string;
  readonly number: number;
  readonly status: string;
  readonly lines: readonly { readonly product: { readonly id: string }; readonly quantity: number }[];
  readonly history: readonly { readonly status: string }[];
}

export interface Payload {
  readonly order: OrderAnswer | null;
  readonly errors: readonly { readonly __typename: string }[];
}

export interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}
