import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Category as CategoryModel } from '../domain/category.js';
import type { CategoryFacet as CategoryFacetModel, PriceFacet as PriceFacetModel, ProductList as ProductListModel, ProductFacets as ProductFacetsModel } from '../domain/facets.js';
import type { Image as ImageModel } from '../domain/image.js';
import type { Money as MoneyModel } from '@supergraph/money';
import type { Product as ProductModel } from '../domain/product.js';
import type { Edge as EdgeModel } from '@supergraph/service-kit';
import type { Context } from '../context.js';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 currency code in capital letters, for example `USD`. */
  CurrencyCode: { input: string; output: string; }
  /** A date and time in RFC 3339 format with a time zone, for example `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** An exact decimal number as a string, for example `"18.00"`. It is never a floating-point number. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** A reason why the stock was not changed. */
export type AdjustStockError = IdempotencyConflict | InsufficientStock | InvalidInput | ProductNotFound;

/** The input of `adjustStock`. */
export type AdjustStockInput = {
  /** The number of units to add (positive) or to take (negative), -1,000,000 to 1,000,000 and not zero. */
  readonly delta: Scalars['Int']['input'];
  /** A key that identifies this change, 1 to 100 characters. The same key and input sent again change nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The id of the product whose stock changes. */
  readonly productId: Scalars['ID']['input'];
  /** The reason for the change, for the records: 1 to 200 characters. */
  readonly reason: Scalars['String']['input'];
};

/** The result of `adjustStock`. */
export type AdjustStockPayload = {
  readonly __typename?: 'AdjustStockPayload';
  /** Why the stock was not changed; empty if it was changed. */
  readonly errors: ReadonlyArray<AdjustStockError>;
  /** The product with its new stock; null if there are errors. */
  readonly product?: Maybe<Product>;
};

/** Whether a product can be bought. */
export type Availability =
  /** The product is no longer sold. */
  | 'DISCONTINUED'
  /** Enough units are available. */
  | 'IN_STOCK'
  /** Few units are available. */
  | 'LOW_STOCK'
  /** No units are available. */
  | 'OUT_OF_STOCK';

/** A group of products. A change of its name or description appears after at most ten seconds. */
export type Category = {
  readonly __typename?: 'Category';
  /** A text about the category; null if there is none. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The category's id. It never changes. */
  readonly id: Scalars['ID']['output'];
  /** The category's name. */
  readonly name: Scalars['String']['output'];
  /** The products in this category, one page at a time. */
  readonly products: ProductConnection;
};


/** A group of products. A change of its name or description appears after at most ten seconds. */
export type CategoryProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ProductSort>;
};

/** The number of listed products in one category. */
export type CategoryFacet = {
  readonly __typename?: 'CategoryFacet';
  /** The category. */
  readonly category: Category;
  /** The number of listed products in this category. */
  readonly count: Scalars['Int']['output'];
};

/** There is no category with this id. */
export type CategoryNotFound = UserError & {
  readonly __typename?: 'CategoryNotFound';
  /** The id that was given. */
  readonly categoryId: Scalars['ID']['output'];
  /** A message to show to people: which category was not found. */
  readonly message: Scalars['String']['output'];
  /** The path to the category's id in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A reason why a product was not created. */
export type CreateProductError = CategoryNotFound | InvalidInput | SkuTaken;

/** The input of `createProduct`. */
export type CreateProductInput = {
  /** The id of the product's category. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** A text about the product, at most 5,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The product's name, 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** The price of one unit, in the catalogue's currency. */
  readonly price: MoneyInput;
  /** A stock keeping unit that no other product has: 1 to 64 letters, digits, `-`, `_` or `.`. */
  readonly sku: Scalars['String']['input'];
  /** The number of units that can be sold, 0 to 1,000,000. */
  readonly stock?: Scalars['Int']['input'];
};

/** The result of `createProduct`. */
export type CreateProductPayload = {
  readonly __typename?: 'CreateProductPayload';
  /** Why no product was created; empty if one was created. */
  readonly errors: ReadonlyArray<CreateProductError>;
  /** The new product; null if there are errors. */
  readonly product?: Maybe<Product>;
};

/** A reason why a product was not discontinued. */
export type DiscontinueProductError = ProductNotFound;

/** The input of `discontinueProduct`. */
export type DiscontinueProductInput = {
  /** The id of the product whose sale ends. */
  readonly id: Scalars['ID']['input'];
};

/** The result of `discontinueProduct`. */
export type DiscontinueProductPayload = {
  readonly __typename?: 'DiscontinueProductPayload';
  /** Why the sale was not ended; empty if it was ended. */
  readonly errors: ReadonlyArray<DiscontinueProductError>;
  /** The product; null if there are errors. */
  readonly product?: Maybe<Product>;
};

/** The idempotency key was used before with a different input. */
export type IdempotencyConflict = UserError & {
  readonly __typename?: 'IdempotencyConflict';
  /** A message to show to people: what the key was used for before. */
  readonly message: Scalars['String']['output'];
  /** The path to the idempotency key in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A picture. */
export type Image = {
  readonly __typename?: 'Image';
  /** A text that describes the picture to people who cannot see it. */
  readonly alt: Scalars['String']['output'];
  /** The height of the original picture, in pixels. */
  readonly height: Scalars['Int']['output'];
  /** The picture's URL. It is absolute, or a path on the host of the page that shows the picture. */
  readonly url: Scalars['String']['output'];
  /** The width of the original picture, in pixels. */
  readonly width: Scalars['Int']['output'];
};

/** The shop has fewer units of a product than requested. */
export type InsufficientStock = UserError & {
  readonly __typename?: 'InsufficientStock';
  /** The number of units that are available. */
  readonly available: Scalars['Int']['output'];
  /** A message to show to people: which product has too few units. */
  readonly message: Scalars['String']['output'];
  /** The path to the quantity in `input` that is too high. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The product that has too few units. */
  readonly product?: Maybe<Product>;
  /** The number of units that were requested. */
  readonly requested: Scalars['Int']['output'];
};

/** An input value that the schema accepts but the shop's rules do not. */
export type InvalidInput = UserError & {
  readonly __typename?: 'InvalidInput';
  /** A message to show to people: what is wrong with the value and which values are accepted. */
  readonly message: Scalars['String']['output'];
  /** The path to the field in `input` that has the invalid value. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The units of a product that were ever received, by their state: `available + held + sold = received`. */
export type Inventory = {
  readonly __typename?: 'Inventory';
  /** Units that can be bought. */
  readonly available: Scalars['Int']['output'];
  /** Units that are held for orders that are being placed. */
  readonly held: Scalars['Int']['output'];
  /** Units that were ever received, less those that were written off. */
  readonly received: Scalars['Int']['output'];
  /** Units that were sold. */
  readonly sold: Scalars['Int']['output'];
};

/** An exact amount of money in one currency. */
export type Money = {
  readonly __typename?: 'Money';
  /** The amount in the currency's main unit, for example `"18.00"` for 18 US dollars, with the currency's number of decimals. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** An exact amount of money in one currency. */
export type MoneyInput = {
  /** The amount in the currency's main unit, with at most the currency's number of decimals. */
  readonly amount: Scalars['Decimal']['input'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['input'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Adds units to a product's stock or takes units from it, once for each idempotency key. The stock never falls below zero. */
  readonly adjustStock?: Maybe<AdjustStockPayload>;
  /** Adds a product to the catalogue, with its initial stock. */
  readonly createProduct?: Maybe<CreateProductPayload>;
  /** Ends the sale of a product. The product stays visible, for example in existing orders. Calling it again changes nothing. */
  readonly discontinueProduct?: Maybe<DiscontinueProductPayload>;
  /** Marks the units that are held for these orders as sold. It may be called again. */
  readonly finaliseOrders?: Maybe<SettleOrdersPayload>;
  /** Returns the units that are held for these orders to stock. No units can be held for these orders afterwards, even if none were held before. It may be called again. */
  readonly releaseOrders?: Maybe<SettleOrdersPayload>;
  /** Holds units for each of these orders. It may be called again: units are held only once for an order and product. */
  readonly reserveOrders?: Maybe<ReserveOrdersPayload>;
  /** Returns the sold units of a cancelled order to stock. It may be called again. */
  readonly restockOrder?: Maybe<SettleStockPayload>;
  /** Changes the given fields of a product. Fields that are not given keep their values. */
  readonly updateProduct?: Maybe<UpdateProductPayload>;
};


export type MutationAdjustStockArgs = {
  input: AdjustStockInput;
};


export type MutationCreateProductArgs = {
  input: CreateProductInput;
};


export type MutationDiscontinueProductArgs = {
  input: DiscontinueProductInput;
};


export type MutationFinaliseOrdersArgs = {
  input: SettleOrdersInput;
};


export type MutationReleaseOrdersArgs = {
  input: SettleOrdersInput;
};


export type MutationReserveOrdersArgs = {
  input: ReserveOrdersInput;
};


export type MutationRestockOrderArgs = {
  input: RestockOrderInput;
};


export type MutationUpdateProductArgs = {
  input: UpdateProductInput;
};

/** The position of a page in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last item of this page; null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list has items after the last item of this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether the list has items before the first item of this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first item of this page; null if the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** The number of listed products in one price range. */
export type PriceFacet = {
  readonly __typename?: 'PriceFacet';
  /** The number of listed products in this price range. */
  readonly count: Scalars['Int']['output'];
  /** The highest price of the range. `maxPrice` takes this value. Null if the range has no upper limit. */
  readonly max?: Maybe<Money>;
  /** The lowest price of the range. `minPrice` takes this value. */
  readonly min: Money;
};

/** A product that the shop sells or has sold. */
export type Product = {
  readonly __typename?: 'Product';
  /** Whether the product can be bought. */
  readonly availability: Availability;
  /** The product's category; null if it has none. */
  readonly category?: Maybe<Category>;
  /** When the product was added to the catalogue. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** A text about the product; null if there is none. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The product's id. It never changes. */
  readonly id: Scalars['ID']['output'];
  /** Pictures of the product, the main one first; empty if there are none. */
  readonly images: ReadonlyArray<Image>;
  /** The product's stock in detail, for staff. */
  readonly inventory?: Maybe<Inventory>;
  /** The product's name. */
  readonly name: Scalars['String']['output'];
  /** The current price of one unit. */
  readonly price: Money;
  /** The stock keeping unit (SKU): a unique code that is printed on labels. */
  readonly sku: Scalars['String']['output'];
  /** The number of units that can be bought now. */
  readonly stock: Scalars['Int']['output'];
  /** The number of units that were sold, for staff. New orders are included within seconds; cancelled orders are not included. */
  readonly unitsSold?: Maybe<UnitsSold>;
  /** When the product was last changed. Changes of its stock do not count. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/**
 * One page of a list of products. The products of a search, or on the first page of a category, may be those of ten seconds
 * ago; each is as it is now.
 */
export type ProductConnection = {
  readonly __typename?: 'ProductConnection';
  /** The products of this page, each with its cursor. */
  readonly edges: ReadonlyArray<ProductEdge>;
  /** The number of products in the whole list by category and by price. A part is counted only if it is requested. */
  readonly facets: ProductFacets;
  /** The products of this page. */
  readonly nodes: ReadonlyArray<Product>;
  /** The position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** The number of products in the whole list. Counting stops at 10,000. It may be the number of ten seconds ago. */
  readonly totalCount: Scalars['Int']['output'];
  /** Whether `totalCount` is the exact number; false if the list has more than 10,000 items. */
  readonly totalCountExact: Scalars['Boolean']['output'];
};

/** A product in a list, with its cursor. */
export type ProductEdge = {
  readonly __typename?: 'ProductEdge';
  /** The product's position in the list, as a value for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The product. */
  readonly node: Product;
};

/**
 * The number of products in a list by category and by price. Only products that match the list's filter are counted, up to
 * 10,000 of a search. A number may be ten seconds old.
 */
export type ProductFacets = {
  readonly __typename?: 'ProductFacets';
  /** The categories of the listed products, the one with the most products first. Products without a category are not counted. */
  readonly categories: ReadonlyArray<CategoryFacet>;
  /** The price ranges that contain products, the lowest first. */
  readonly prices: ReadonlyArray<PriceFacet>;
};

/** Conditions for a list of products. A product is listed if it meets all of them. */
export type ProductFilter = {
  /** The product is in this category. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** True: the product can be bought now. False: it cannot. */
  readonly inStock?: InputMaybe<Scalars['Boolean']['input']>;
  /** The product costs at most this amount, in the catalogue's currency. */
  readonly maxPrice?: InputMaybe<Scalars['Decimal']['input']>;
  /** The product costs at least this amount, in the catalogue's currency. */
  readonly minPrice?: InputMaybe<Scalars['Decimal']['input']>;
  /** The product's name and description contain all of these words, or words that begin with them. The value is plain text: no character has a special meaning. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
};

/** There is no product with this id. */
export type ProductNotFound = UserError & {
  readonly __typename?: 'ProductNotFound';
  /** A message to show to people: which product was not found. */
  readonly message: Scalars['String']['output'];
  /** The path to the product's id in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that was given. */
  readonly productId: Scalars['ID']['output'];
};

/** The order of a list of products. Products with equal values are sorted by id. */
export type ProductSort =
  /** By the number of units sold in the last 30 days, the highest first; products with the same number by all units ever sold. */
  | 'BEST_SELLING'
  /** By name, from A to Z. */
  | 'NAME_ASC'
  /** By name, from Z to A. */
  | 'NAME_DESC'
  /** By creation time, the newest first. */
  | 'NEWEST'
  /** By price, the lowest first. */
  | 'PRICE_ASC'
  /** By price, the highest first. */
  | 'PRICE_DESC'
  /**
   * By how well the search matches: first products whose name has the words, then products whose name has words that begin
   * with them, then products that have them in their description. The best-selling first in each.
   */
  | 'RELEVANCE';

export type Query = {
  readonly __typename?: 'Query';
  /** All categories, sorted by name. A new one is in the list after at most ten seconds. */
  readonly categories: ReadonlyArray<Category>;
  /** The category with this id; null if there is no such category. */
  readonly category?: Maybe<Category>;
  /** The product with this id; null if there is no such product. */
  readonly product?: Maybe<Product>;
  /** The product with this stock keeping unit (SKU); null if there is no such product. */
  readonly productBySku?: Maybe<Product>;
  /** The products of the catalogue, filtered and sorted, one page at a time. */
  readonly products: ProductConnection;
  /** The products with these ids that are currently sold, for a quote. No units are held. */
  readonly productsOnSale: ReadonlyArray<Product>;
};


export type QueryCategoryArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProductArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProductBySkuArgs = {
  sku: Scalars['String']['input'];
};


export type QueryProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProductFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ProductSort>;
};


export type QueryProductsOnSaleArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};

/** The input of `reserveOrders`. */
export type ReserveOrdersInput = {
  /** The orders: 1 to 100, with at most 1,000 lines in total. */
  readonly orders: ReadonlyArray<ReserveStockInput>;
};

/** The result of `reserveOrders`. */
export type ReserveOrdersPayload = {
  readonly __typename?: 'ReserveOrdersPayload';
  /** The result of each order, in the order of the input. */
  readonly orders: ReadonlyArray<ReserveStockPayload>;
};

/** One order of `reserveOrders`. */
export type ReserveStockInput = {
  /** The time after which this request holds nothing. */
  readonly deadline: Scalars['DateTime']['input'];
  /** The price of all lines that the customer was told. If the current price differs, no units are held. */
  readonly expectedSubtotal?: InputMaybe<MoneyInput>;
  /** The products and numbers of units to hold. Each product occurs once. */
  readonly lines: ReadonlyArray<StockLineInput>;
  /** The id of the order to hold units for. */
  readonly orderId: Scalars['ID']['input'];
};

/** The result of `reserveOrders` for one order. */
export type ReserveStockPayload = {
  readonly __typename?: 'ReserveStockPayload';
  /** The result of each line, in the order of the input. */
  readonly lines: ReadonlyArray<StockReservation>;
};

/** The input of `restockOrder`. */
export type RestockOrderInput = {
  /** The products and numbers of units to return. Each product occurs once. */
  readonly lines: ReadonlyArray<StockLineInput>;
  /** The id of the cancelled order. */
  readonly orderId: Scalars['ID']['input'];
};

/** The input of `finaliseOrders` and `releaseOrders`. */
export type SettleOrdersInput = {
  /** The orders: 1 to 100, with at most 1,000 products in total. */
  readonly orders: ReadonlyArray<SettleStockInput>;
};

/** The result of `finaliseOrders` and `releaseOrders`. */
export type SettleOrdersPayload = {
  readonly __typename?: 'SettleOrdersPayload';
  /** The result of each order, in the order of the input. */
  readonly orders: ReadonlyArray<SettleStockPayload>;
};

/** One order of `finaliseOrders` or `releaseOrders`. */
export type SettleStockInput = {
  /** The order's id. */
  readonly orderId: Scalars['ID']['input'];
  /** The ids of the products in the order. */
  readonly productIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** The result of finalising, releasing or restocking one order. */
export type SettleStockPayload = {
  readonly __typename?: 'SettleStockPayload';
  /** The result of each product, in the order of the input. */
  readonly lines: ReadonlyArray<StockSettlement>;
};

/** Another product has this stock keeping unit. */
export type SkuTaken = UserError & {
  readonly __typename?: 'SkuTaken';
  /** A message to show to people: which stock keeping unit is taken. */
  readonly message: Scalars['String']['output'];
  /** The path to the stock keeping unit in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The stock keeping unit that is taken. */
  readonly sku: Scalars['String']['output'];
};

/** A number of units of one product. */
export type StockLineInput = {
  /** The product's id. */
  readonly productId: Scalars['ID']['input'];
  /** The number of units, 1 to 1,000. */
  readonly quantity: Scalars['Int']['input'];
};

/** The result of `reserveOrders` for one line. */
export type StockReservation = {
  readonly __typename?: 'StockReservation';
  /** The number of units that could be bought when the line was refused; 0 if the units are held. */
  readonly available: Scalars['Int']['output'];
  /** The product's name at that time; null if there is no such product. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whether the units are held. */
  readonly outcome: StockReservationOutcome;
  /** The id of the line's product. */
  readonly productId: Scalars['ID']['output'];
  /** The product's stock keeping unit at that time; null if there is no such product. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /** The price of one unit at that time; null if there is no such product. */
  readonly unitPrice?: Maybe<Money>;
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

/** The result of finalising, releasing or restocking one product of an order. */
export type StockSettlement = {
  readonly __typename?: 'StockSettlement';
  /** Whether this request settled the product's units. */
  readonly outcome: StockSettlementOutcome;
  /** The product's id. */
  readonly productId: Scalars['ID']['output'];
};

/** Whether a request settled the units of a product. */
export type StockSettlementOutcome =
  /** An earlier request settled the units. Nothing was changed. */
  | 'ALREADY_SETTLED'
  /** This request settled the units. */
  | 'SETTLED'
  /** There is no such product, so there is nothing to settle. */
  | 'UNKNOWN_PRODUCT';

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Sends a product each time its stock has changed. Several changes in quick succession may be sent as one. */
  readonly stockChanged?: Maybe<Product>;
};


export type SubscriptionStockChangedArgs = {
  productIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** The number of units of a product that were sold. Each order counts for the day, in UTC, on which it was confirmed. */
export type UnitsSold = {
  readonly __typename?: 'UnitsSold';
  /** All units that were ever sold. */
  readonly ever: Scalars['Int']['output'];
  /** Units sold today and on the 29 days before. */
  readonly last30Days: Scalars['Int']['output'];
  /** Units sold today and on the 364 days before. */
  readonly last365Days: Scalars['Int']['output'];
};

/** A reason why a product was not changed. */
export type UpdateProductError = CategoryNotFound | InvalidInput | ProductNotFound;

/** The input of `updateProduct`. */
export type UpdateProductInput = {
  /** The id of the new category; null removes the product from its category. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** The new description, at most 5,000 characters; null removes the description. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The id of the product to change. */
  readonly id: Scalars['ID']['input'];
  /** The new name, 1 to 200 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The new price of one unit, in the catalogue's currency. Existing orders keep their prices. */
  readonly price?: InputMaybe<MoneyInput>;
};

/** The result of `updateProduct`. */
export type UpdateProductPayload = {
  readonly __typename?: 'UpdateProductPayload';
  /** Why nothing was changed; empty if the product was changed. */
  readonly errors: ReadonlyArray<UpdateProductError>;
  /** The product with its new values; null if there are errors. */
  readonly product?: Maybe<Product>;
};

/** An expected failure of a mutation, returned as data. Every error type of a mutation implements this interface. */
export type UserError = {
  /** A message to show to people: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
  /** The path to the field in the mutation's `input` that caused the error; null if no single field caused it. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Product: Product;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AdjustStockError:
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( Omit<InsufficientStock, 'product'> & { product?: Maybe<_RefType['Product']> } & { __typename: 'InsufficientStock' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( ProductNotFound & { __typename: 'ProductNotFound' } )
  ;
  CreateProductError:
    | ( CategoryNotFound & { __typename: 'CategoryNotFound' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( SkuTaken & { __typename: 'SkuTaken' } )
  ;
  DiscontinueProductError: ( ProductNotFound & { __typename: 'ProductNotFound' } );
  UpdateProductError:
    | ( CategoryNotFound & { __typename: 'CategoryNotFound' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( ProductNotFound & { __typename: 'ProductNotFound' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  UserError:
    | ( CategoryNotFound )
    | ( IdempotencyConflict )
    | ( Omit<InsufficientStock, 'product'> & { product?: Maybe<_RefType['Product']> } )
    | ( InvalidInput )
    | ( ProductNotFound )
    | ( SkuTaken )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AdjustStockError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AdjustStockError']>;
  AdjustStockInput: AdjustStockInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AdjustStockPayload: ResolverTypeWrapper<Omit<AdjustStockPayload, 'errors' | 'product'> & { errors: ReadonlyArray<ResolversTypes['AdjustStockError']>, product?: Maybe<ResolversTypes['Product']> }>;
  Availability: Availability;
  Category: ResolverTypeWrapper<CategoryModel>;
  CategoryFacet: ResolverTypeWrapper<CategoryFacetModel>;
  CategoryNotFound: ResolverTypeWrapper<CategoryNotFound>;
  CreateProductError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateProductError']>;
  CreateProductInput: CreateProductInput;
  CreateProductPayload: ResolverTypeWrapper<Omit<CreateProductPayload, 'errors' | 'product'> & { errors: ReadonlyArray<ResolversTypes['CreateProductError']>, product?: Maybe<ResolversTypes['Product']> }>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DiscontinueProductError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DiscontinueProductError']>;
  DiscontinueProductInput: DiscontinueProductInput;
  DiscontinueProductPayload: ResolverTypeWrapper<Omit<DiscontinueProductPayload, 'errors' | 'product'> & { errors: ReadonlyArray<ResolversTypes['DiscontinueProductError']>, product?: Maybe<ResolversTypes['Product']> }>;
  IdempotencyConflict: ResolverTypeWrapper<IdempotencyConflict>;
  Image: ResolverTypeWrapper<ImageModel>;
  InsufficientStock: ResolverTypeWrapper<Omit<InsufficientStock, 'product'> & { product?: Maybe<ResolversTypes['Product']> }>;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  Inventory: ResolverTypeWrapper<Inventory>;
  Money: ResolverTypeWrapper<MoneyModel>;
  MoneyInput: MoneyInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  PriceFacet: ResolverTypeWrapper<PriceFacetModel>;
  Product: ResolverTypeWrapper<ProductModel>;
  ProductConnection: ResolverTypeWrapper<ProductListModel>;
  ProductEdge: ResolverTypeWrapper<EdgeModel<ProductModel>>;
  ProductFacets: ResolverTypeWrapper<ProductFacetsModel>;
  ProductFilter: ProductFilter;
  ProductNotFound: ResolverTypeWrapper<ProductNotFound>;
  ProductSort: ProductSort;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReserveOrdersInput: ReserveOrdersInput;
  ReserveOrdersPayload: ResolverTypeWrapper<Omit<ReserveOrdersPayload, 'orders'> & { orders: ReadonlyArray<ResolversTypes['ReserveStockPayload']> }>;
  ReserveStockInput: ReserveStockInput;
  ReserveStockPayload: ResolverTypeWrapper<Omit<ReserveStockPayload, 'lines'> & { lines: ReadonlyArray<ResolversTypes['StockReservation']> }>;
  RestockOrderInput: RestockOrderInput;
  SettleOrdersInput: SettleOrdersInput;
  SettleOrdersPayload: ResolverTypeWrapper<SettleOrdersPayload>;
  SettleStockInput: SettleStockInput;
  SettleStockPayload: ResolverTypeWrapper<SettleStockPayload>;
  SkuTaken: ResolverTypeWrapper<SkuTaken>;
  StockLineInput: StockLineInput;
  StockReservation: ResolverTypeWrapper<Omit<StockReservation, 'unitPrice'> & { unitPrice?: Maybe<ResolversTypes['Money']> }>;
  StockReservationOutcome: StockReservationOutcome;
  StockSettlement: ResolverTypeWrapper<StockSettlement>;
  StockSettlementOutcome: StockSettlementOutcome;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UnitsSold: ResolverTypeWrapper<UnitsSold>;
  UpdateProductError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateProductError']>;
  UpdateProductInput: UpdateProductInput;
  UpdateProductPayload: ResolverTypeWrapper<Omit<UpdateProductPayload, 'errors' | 'product'> & { errors: ReadonlyArray<ResolversTypes['UpdateProductError']>, product?: Maybe<ResolversTypes['Product']> }>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AdjustStockError: ResolversUnionTypes<ResolversParentTypes>['AdjustStockError'];
  AdjustStockInput: AdjustStockInput;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  ID: Scalars['ID']['output'];
  AdjustStockPayload: Omit<AdjustStockPayload, 'errors' | 'product'> & { errors: ReadonlyArray<ResolversParentTypes['AdjustStockError']>, product?: Maybe<ResolversParentTypes['Product']> };
  Category: CategoryModel;
  CategoryFacet: CategoryFacetModel;
  CategoryNotFound: CategoryNotFound;
  CreateProductError: ResolversUnionTypes<ResolversParentTypes>['CreateProductError'];
  CreateProductInput: CreateProductInput;
  CreateProductPayload: Omit<CreateProductPayload, 'errors' | 'product'> & { errors: ReadonlyArray<ResolversParentTypes['CreateProductError']>, product?: Maybe<ResolversParentTypes['Product']> };
  CurrencyCode: Scalars['CurrencyCode']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  DiscontinueProductError: ResolversUnionTypes<ResolversParentTypes>['DiscontinueProductError'];
  DiscontinueProductInput: DiscontinueProductInput;
  DiscontinueProductPayload: Omit<DiscontinueProductPayload, 'errors' | 'product'> & { errors: ReadonlyArray<ResolversParentTypes['DiscontinueProductError']>, product?: Maybe<ResolversParentTypes['Product']> };
  IdempotencyConflict: IdempotencyConflict;
  Image: ImageModel;
  InsufficientStock: Omit<InsufficientStock, 'product'> & { product?: Maybe<ResolversParentTypes['Product']> };
  InvalidInput: InvalidInput;
  Inventory: Inventory;
  Money: MoneyModel;
  MoneyInput: MoneyInput;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  PriceFacet: PriceFacetModel;
  Product: ProductModel;
  ProductConnection: ProductListModel;
  ProductEdge: EdgeModel<ProductModel>;
  ProductFacets: ProductFacetsModel;
  ProductFilter: ProductFilter;
  ProductNotFound: ProductNotFound;
  Query: Record<PropertyKey, never>;
  ReserveOrdersInput: ReserveOrdersInput;
  ReserveOrdersPayload: Omit<ReserveOrdersPayload, 'orders'> & { orders: ReadonlyArray<ResolversParentTypes['ReserveStockPayload']> };
  ReserveStockInput: ReserveStockInput;
  ReserveStockPayload: Omit<ReserveStockPayload, 'lines'> & { lines: ReadonlyArray<ResolversParentTypes['StockReservation']> };
  RestockOrderInput: RestockOrderInput;
  SettleOrdersInput: SettleOrdersInput;
  SettleOrdersPayload: SettleOrdersPayload;
  SettleStockInput: SettleStockInput;
  SettleStockPayload: SettleStockPayload;
  SkuTaken: SkuTaken;
  StockLineInput: StockLineInput;
  StockReservation: Omit<StockReservation, 'unitPrice'> & { unitPrice?: Maybe<ResolversParentTypes['Money']> };
  StockSettlement: StockSettlement;
  Subscription: Record<PropertyKey, never>;
  UnitsSold: UnitsSold;
  UpdateProductError: ResolversUnionTypes<ResolversParentTypes>['UpdateProductError'];
  UpdateProductInput: UpdateProductInput;
  UpdateProductPayload: Omit<UpdateProductPayload, 'errors' | 'product'> & { errors: ReadonlyArray<ResolversParentTypes['UpdateProductError']>, product?: Maybe<ResolversParentTypes['Product']> };
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
};

export type AdjustStockErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AdjustStockError'] = ResolversParentTypes['AdjustStockError']> = {
  __resolveType: TypeResolveFn<'IdempotencyConflict' | 'InsufficientStock' | 'InvalidInput' | 'ProductNotFound', ParentType, ContextType>;
};

export type AdjustStockPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AdjustStockPayload'] = ResolversParentTypes['AdjustStockPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['AdjustStockError']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
};

export type CategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Category'] = ResolversParentTypes['Category']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  products?: Resolver<ResolversTypes['ProductConnection'], ParentType, ContextType, RequireFields<CategoryProductsArgs, 'sort'>>;
};

export type CategoryFacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryFacet'] = ResolversParentTypes['CategoryFacet']> = {
  category?: Resolver<ResolversTypes['Category'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CategoryNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryNotFound'] = ResolversParentTypes['CategoryNotFound']> = {
  categoryId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateProductErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateProductError'] = ResolversParentTypes['CreateProductError']> = {
  __resolveType: TypeResolveFn<'CategoryNotFound' | 'InvalidInput' | 'SkuTaken', ParentType, ContextType>;
};

export type CreateProductPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateProductPayload'] = ResolversParentTypes['CreateProductPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['CreateProductError']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DiscontinueProductErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiscontinueProductError'] = ResolversParentTypes['DiscontinueProductError']> = {
  __resolveType: TypeResolveFn<'ProductNotFound', ParentType, ContextType>;
};

export type DiscontinueProductPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DiscontinueProductPayload'] = ResolversParentTypes['DiscontinueProductPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['DiscontinueProductError']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
};

export type IdempotencyConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Image'] = ResolversParentTypes['Image']> = {
  alt?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InsufficientStockResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InsufficientStock'] = ResolversParentTypes['InsufficientStock']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InventoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Inventory'] = ResolversParentTypes['Inventory']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sold?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  adjustStock?: Resolver<Maybe<ResolversTypes['AdjustStockPayload']>, ParentType, ContextType, RequireFields<MutationAdjustStockArgs, 'input'>>;
  createProduct?: Resolver<Maybe<ResolversTypes['CreateProductPayload']>, ParentType, ContextType, RequireFields<MutationCreateProductArgs, 'input'>>;
  discontinueProduct?: Resolver<Maybe<ResolversTypes['DiscontinueProductPayload']>, ParentType, ContextType, RequireFields<MutationDiscontinueProductArgs, 'input'>>;
  finaliseOrders?: Resolver<Maybe<ResolversTypes['SettleOrdersPayload']>, ParentType, ContextType, RequireFields<MutationFinaliseOrdersArgs, 'input'>>;
  releaseOrders?: Resolver<Maybe<ResolversTypes['SettleOrdersPayload']>, ParentType, ContextType, RequireFields<MutationReleaseOrdersArgs, 'input'>>;
  reserveOrders?: Resolver<Maybe<ResolversTypes['ReserveOrdersPayload']>, ParentType, ContextType, RequireFields<MutationReserveOrdersArgs, 'input'>>;
  restockOrder?: Resolver<Maybe<ResolversTypes['SettleStockPayload']>, ParentType, ContextType, RequireFields<MutationRestockOrderArgs, 'input'>>;
  updateProduct?: Resolver<Maybe<ResolversTypes['UpdateProductPayload']>, ParentType, ContextType, RequireFields<MutationUpdateProductArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PriceFacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceFacet'] = ResolversParentTypes['PriceFacet']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  min?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  availability?: Resolver<ResolversTypes['Availability'], ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  images?: Resolver<ReadonlyArray<ResolversTypes['Image']>, ParentType, ContextType>;
  inventory?: Resolver<Maybe<ResolversTypes['Inventory']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stock?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unitsSold?: Resolver<Maybe<ResolversTypes['UnitsSold']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ProductConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductConnection'] = ResolversParentTypes['ProductConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProductEdge']>, ParentType, ContextType>;
  facets?: Resolver<ResolversTypes['ProductFacets'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Product']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountExact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ProductEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductEdge'] = ResolversParentTypes['ProductEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
};

export type ProductFacetsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductFacets'] = ResolversParentTypes['ProductFacets']> = {
  categories?: Resolver<ReadonlyArray<ResolversTypes['CategoryFacet']>, ParentType, ContextType>;
  prices?: Resolver<ReadonlyArray<ResolversTypes['PriceFacet']>, ParentType, ContextType>;
};

export type ProductNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductNotFound'] = ResolversParentTypes['ProductNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  productId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  categories?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType, RequireFields<QueryCategoryArgs, 'id'>>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType, RequireFields<QueryProductArgs, 'id'>>;
  productBySku?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType, RequireFields<QueryProductBySkuArgs, 'sku'>>;
  products?: Resolver<ResolversTypes['ProductConnection'], ParentType, ContextType, RequireFields<QueryProductsArgs, 'sort'>>;
  productsOnSale?: Resolver<ReadonlyArray<ResolversTypes['Product']>, ParentType, ContextType, RequireFields<QueryProductsOnSaleArgs, 'ids'>>;
};

export type ReserveOrdersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReserveOrdersPayload'] = ResolversParentTypes['ReserveOrdersPayload']> = {
  orders?: Resolver<ReadonlyArray<ResolversTypes['ReserveStockPayload']>, ParentType, ContextType>;
};

export type ReserveStockPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReserveStockPayload'] = ResolversParentTypes['ReserveStockPayload']> = {
  lines?: Resolver<ReadonlyArray<ResolversTypes['StockReservation']>, ParentType, ContextType>;
};

export type SettleOrdersPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SettleOrdersPayload'] = ResolversParentTypes['SettleOrdersPayload']> = {
  orders?: Resolver<ReadonlyArray<ResolversTypes['SettleStockPayload']>, ParentType, ContextType>;
};

export type SettleStockPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SettleStockPayload'] = ResolversParentTypes['SettleStockPayload']> = {
  lines?: Resolver<ReadonlyArray<ResolversTypes['StockSettlement']>, ParentType, ContextType>;
};

export type SkuTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkuTaken'] = ResolversParentTypes['SkuTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockReservationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockReservation'] = ResolversParentTypes['StockReservation']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['StockReservationOutcome'], ParentType, ContextType>;
  productId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type StockSettlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockSettlement'] = ResolversParentTypes['StockSettlement']> = {
  outcome?: Resolver<ResolversTypes['StockSettlementOutcome'], ParentType, ContextType>;
  productId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  stockChanged?: SubscriptionResolver<Maybe<ResolversTypes['Product']>, "stockChanged", ParentType, ContextType, RequireFields<SubscriptionStockChangedArgs, 'productIds'>>;
};

export type UnitsSoldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnitsSold'] = ResolversParentTypes['UnitsSold']> = {
  ever?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  last30Days?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  last365Days?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UpdateProductErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProductError'] = ResolversParentTypes['UpdateProductError']> = {
  __resolveType: TypeResolveFn<'CategoryNotFound' | 'InvalidInput' | 'ProductNotFound', ParentType, ContextType>;
};

export type UpdateProductPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProductPayload'] = ResolversParentTypes['UpdateProductPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UpdateProductError']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'CategoryNotFound' | 'IdempotencyConflict' | 'InsufficientStock' | 'InvalidInput' | 'ProductNotFound' | 'SkuTaken', ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AdjustStockError?: AdjustStockErrorResolvers<ContextType>;
  AdjustStockPayload?: AdjustStockPayloadResolvers<ContextType>;
  Category?: CategoryResolvers<ContextType>;
  CategoryFacet?: CategoryFacetResolvers<ContextType>;
  CategoryNotFound?: CategoryNotFoundResolvers<ContextType>;
  CreateProductError?: CreateProductErrorResolvers<ContextType>;
  CreateProductPayload?: CreateProductPayloadResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DiscontinueProductError?: DiscontinueProductErrorResolvers<ContextType>;
  DiscontinueProductPayload?: DiscontinueProductPayloadResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  Image?: ImageResolvers<ContextType>;
  InsufficientStock?: InsufficientStockResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  Inventory?: InventoryResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PriceFacet?: PriceFacetResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  ProductConnection?: ProductConnectionResolvers<ContextType>;
  ProductEdge?: ProductEdgeResolvers<ContextType>;
  ProductFacets?: ProductFacetsResolvers<ContextType>;
  ProductNotFound?: ProductNotFoundResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReserveOrdersPayload?: ReserveOrdersPayloadResolvers<ContextType>;
  ReserveStockPayload?: ReserveStockPayloadResolvers<ContextType>;
  SettleOrdersPayload?: SettleOrdersPayloadResolvers<ContextType>;
  SettleStockPayload?: SettleStockPayloadResolvers<ContextType>;
  SkuTaken?: SkuTakenResolvers<ContextType>;
  StockReservation?: StockReservationResolvers<ContextType>;
  StockSettlement?: StockSettlementResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UnitsSold?: UnitsSoldResolvers<ContextType>;
  UpdateProductError?: UpdateProductErrorResolvers<ContextType>;
  UpdateProductPayload?: UpdateProductPayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

