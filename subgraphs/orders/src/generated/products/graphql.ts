/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** An exact amount of money in one currency. */
export type MoneyInput = {
  /** The amount in the currency's main unit, with at most the currency's number of decimals. */
  readonly amount: string;
  /** The currency of the amount. */
  readonly currency: string;
};

/** The input of `reserveOrders`. */
export type ReserveOrdersInput = {
  /** The orders: 1 to 100, with at most 1,000 lines in total. */
  readonly orders: ReadonlyArray<ReserveStockInput>;
};

/** One order of `reserveOrders`. */
export type ReserveStockInput = {
  /** The time after which this request holds nothing. */
  readonly deadline: string;
  /** The price of all lines that the customer was told. If the current price differs, no units are held. */
  readonly expectedSubtotal?: MoneyInput | null | undefined;
  /** The products and numbers of units to hold. Each product occurs once. */
  readonly lines: ReadonlyArray<StockLineInput>;
  /** The id of the order to hold units for. */
  readonly orderId: string;
};

/** The input of `restockOrder`. */
export type RestockOrderInput = {
  /** The products and numbers of units to return. Each product occurs once. */
  readonly lines: ReadonlyArray<StockLineInput>;
  /** The id of the cancelled order. */
  readonly orderId: string;
};

/** The input of `finaliseOrders` and `releaseOrders`. */
export type SettleOrdersInput = {
  /** The orders: 1 to 100, with at most 1,000 products in total. */
  readonly orders: ReadonlyArray<SettleStockInput>;
};

/** One order of `finaliseOrders` or `releaseOrders`. */
export type SettleStockInput = {
  /** The order's id. */
  readonly orderId: string;
  /** The ids of the products in the order. */
  readonly productIds: ReadonlyArray<string>;
};

/** A number of units of one product. */
export type StockLineInput = {
  /** The product's id. */
  readonly productId: string;
  /** The number of units, 1 to 1,000. */
  readonly quantity: number;
};

/** Whether the units of a line are held. */
export type StockReservationOutcome =
  /** The order was finalised or released before. No units can be held for it any more. */
  | 'CLOSED'
  /** The product is no longer sold. */
  | 'DISCONTINUED'
  /** The request arrived after its deadline. */
  | 'EXPIRED'
  /** The units are held for the order, by this request or an earlier one. */
  | 'HELD'
  /** Too few units are available. */
  | 'INSUFFICIENT'
  /** Enough units are available, but another line of the order was refused or the order's price differs from the expected one. */
  | 'NOT_HELD'
  /** There is no such product. */
  | 'UNKNOWN_PRODUCT';

/** Whether a request settled the units of a product. */
export type StockSettlementOutcome =
  /** An earlier request settled the units. Nothing was changed. */
  | 'ALREADY_SETTLED'
  /** This request settled the units. */
  | 'SETTLED'
  /** There is no such product, so there is nothing to settle. */
  | 'UNKNOWN_PRODUCT';

export type ProductsOnSaleQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type ProductsOnSaleQuery = { readonly productsOnSale: ReadonlyArray<{ readonly id: string, readonly sku: string, readonly name: string, readonly price: { readonly amount: string, readonly currency: string } }> };

export type ReserveOrdersMutationVariables = Exact<{
  input: ReserveOrdersInput;
}>;


export type ReserveOrdersMutation = { readonly reserveOrders: { readonly orders: ReadonlyArray<{ readonly lines: ReadonlyArray<{ readonly productId: string, readonly outcome: StockReservationOutcome, readonly available: number, readonly sku: string | null, readonly name: string | null, readonly unitPrice: { readonly amount: string, readonly currency: string } | null }> }> } | null };

export type FinaliseOrdersMutationVariables = Exact<{
  input: SettleOrdersInput;
}>;


export type FinaliseOrdersMutation = { readonly finaliseOrders: { readonly orders: ReadonlyArray<{ readonly lines: ReadonlyArray<{ readonly productId: string, readonly outcome: StockSettlementOutcome }> }> } | null };

export type ReleaseOrdersMutationVariables = Exact<{
  input: SettleOrdersInput;
}>;


export type ReleaseOrdersMutation = { readonly releaseOrders: { readonly orders: ReadonlyArray<{ readonly lines: ReadonlyArray<{ readonly productId: string, readonly outcome: StockSettlementOutcome }> }> } | null };

export type RestockOrderMutationVariables = Exact<{
  input: RestockOrderInput;
}>;


export type RestockOrderMutation = { readonly restockOrder: { readonly lines: ReadonlyArray<{ readonly productId: string, readonly outcome: StockSettlementOutcome }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const ProductsOnSaleDocument = new TypedDocumentString(`
    query ProductsOnSale($ids: [ID!]!) {
  productsOnSale(ids: $ids) {
    id
    sku
    name
    price {
      amount
      currency
    }
  }
}
    `) as unknown as TypedDocumentString<ProductsOnSaleQuery, ProductsOnSaleQueryVariables>;
export const ReserveOrdersDocument = new TypedDocumentString(`
    mutation ReserveOrders($input: ReserveOrdersInput!) {
  reserveOrders(input: $input) {
    orders {
      lines {
        productId
        outcome
        available
        sku
        name
        unitPrice {
          amount
          currency
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReserveOrdersMutation, ReserveOrdersMutationVariables>;
export const FinaliseOrdersDocument = new TypedDocumentString(`
    mutation FinaliseOrders($input: SettleOrdersInput!) {
  finaliseOrders(input: $input) {
    orders {
      lines {
        productId
        outcome
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FinaliseOrdersMutation, FinaliseOrdersMutationVariables>;
export const ReleaseOrdersDocument = new TypedDocumentString(`
    mutation ReleaseOrders($input: SettleOrdersInput!) {
  releaseOrders(input: $input) {
    orders {
      lines {
        productId
        outcome
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReleaseOrdersMutation, ReleaseOrdersMutationVariables>;
export const RestockOrderDocument = new TypedDocumentString(`
    mutation RestockOrder($input: RestockOrderInput!) {
  restockOrder(input: $input) {
    lines {
      productId
      outcome
    }
  }
}
    `) as unknown as TypedDocumentString<RestockOrderMutation, RestockOrderMutationVariables>;