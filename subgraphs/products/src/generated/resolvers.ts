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
  /** An ISO 4217 currency code in capitals: `USD`. */
  CurrencyCode: { input: string; output: string; }
  /** A moment in time, RFC 3339 with a time zone: `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** An exact decimal number as a string: `"18.00"`. Never a float. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** Why stock was not adjusted. */
export type AdjustStockError = IdempotencyConflict | InsufficientStock | InvalidInput | ProductNotFound;

/** The input of `adjustStock`. */
export type AdjustStockInput = {
  /** Units that come in (positive) or go out (negative); not zero, at most 1,000,000 either way. */
  readonly delta: Scalars['Int']['input'];
  /** Names this change: sent again, with the same input, it is booked once. 1 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The product whose stock changes. */
  readonly productId: Scalars['ID']['input'];
  /** Why, for the record: 1 to 200 characters. */
  readonly reason: Scalars['String']['input'];
};

/** The result of `adjustStock`. */
export type AdjustStockPayload = {
  readonly __typename?: 'AdjustStockPayload';
  /** Why nothing was booked; empty when it was. */
  readonly errors: ReadonlyArray<AdjustStockError>;
  /** The product with its stock as it is now; null when there are errors. */
  readonly product?: Maybe<Product>;
};

/** Whether a product can be bought. */
export type Availability =
  /** It is no longer sold. */
  | 'DISCONTINUED'
  /** There is enough. */
  | 'IN_STOCK'
  /** There is little left. */
  | 'LOW_STOCK'
  /** There is none left. */
  | 'OUT_OF_STOCK';

/** A group of products. */
export type Category = {
  readonly __typename?: 'Category';
  /** A description of the category. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Names the category for good. */
  readonly id: Scalars['ID']['output'];
  /** The category's name. */
  readonly name: Scalars['String']['output'];
  /** The category's products, a page at a time. */
  readonly products: ProductConnection;
};


/** A group of products. */
export type CategoryProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ProductSort>;
};

/** The products of a list that are of one category. */
export type CategoryFacet = {
  readonly __typename?: 'CategoryFacet';
  /** The category. */
  readonly category: Category;
  /** How many products of the list are of the category. */
  readonly count: Scalars['Int']['output'];
};

/** There is no such category. */
export type CategoryNotFound = UserError & {
  readonly __typename?: 'CategoryNotFound';
  /** The id that names no category. */
  readonly categoryId: Scalars['ID']['output'];
  /** What is missing, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the category in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Why a product was not created. */
export type CreateProductError = CategoryNotFound | InvalidInput | SkuTaken;

/** The input of `createProduct`. */
export type CreateProductInput = {
  /** The product's category. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** A description of the product, at most 5,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The product's name, 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** The price of one unit, in the catalogue's currency. */
  readonly price: MoneyInput;
  /** A stock keeping unit that no other product has: 1 to 64 letters, digits, `-`, `_` or `.`. */
  readonly sku: Scalars['String']['input'];
  /** How many units there are to sell, 0 to 1,000,000. */
  readonly stock?: Scalars['Int']['input'];
};

/** The result of `createProduct`. */
export type CreateProductPayload = {
  readonly __typename?: 'CreateProductPayload';
  /** Why nothing was created; empty when it was. */
  readonly errors: ReadonlyArray<CreateProductError>;
  /** The new product; null when there are errors. */
  readonly product?: Maybe<Product>;
};

/** Why a product was not discontinued. */
export type DiscontinueProductError = ProductNotFound;

/** The input of `discontinueProduct`. */
export type DiscontinueProductInput = {
  /** The product to end. */
  readonly id: Scalars['ID']['input'];
};

/** The result of `discontinueProduct`. */
export type DiscontinueProductPayload = {
  readonly __typename?: 'DiscontinueProductPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<DiscontinueProductError>;
  /** The product; null when there are errors. */
  readonly product?: Maybe<Product>;
};

/** The idempotency key was used before, with another input. */
export type IdempotencyConflict = UserError & {
  readonly __typename?: 'IdempotencyConflict';
  /** What the key was used for, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the key in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A picture. */
export type Image = {
  readonly __typename?: 'Image';
  /** The picture in words, for those who do not see it. */
  readonly alt: Scalars['String']['output'];
  /** The picture's own height in pixels. */
  readonly height: Scalars['Int']['output'];
  /** Where the picture is: absolute, or a path on the host of the page that shows it. */
  readonly url: Scalars['String']['output'];
  /** The picture's own width in pixels. */
  readonly width: Scalars['Int']['output'];
};

/** There are fewer units than asked for. */
export type InsufficientStock = UserError & {
  readonly __typename?: 'InsufficientStock';
  /** How many units there are. */
  readonly available: Scalars['Int']['output'];
  /** What is missing, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the input field that asked for too much. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The product that is short. */
  readonly product?: Maybe<Product>;
  /** How many units were asked for. */
  readonly requested: Scalars['Int']['output'];
};

/** An input value that the schema allows and the shop's rules do not. */
export type InvalidInput = UserError & {
  readonly __typename?: 'InvalidInput';
  /** What is wrong with the value and what would be right. */
  readonly message: Scalars['String']['output'];
  /** The path of the input field at fault. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Where every unit that was ever received is now: `available + held + sold = received`. */
export type Inventory = {
  readonly __typename?: 'Inventory';
  /** Units that can be bought. */
  readonly available: Scalars['Int']['output'];
  /** Units held for orders that are being placed. */
  readonly held: Scalars['Int']['output'];
  /** Units that ever came in, less those written off. */
  readonly received: Scalars['Int']['output'];
  /** Units that orders took. */
  readonly sold: Scalars['Int']['output'];
};

/** An exact amount of one currency. */
export type Money = {
  readonly __typename?: 'Money';
  /** The amount with the currency's own number of decimals. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** An exact amount of one currency. */
export type MoneyInput = {
  /** The amount, with at most the currency's own number of decimals. */
  readonly amount: Scalars['Decimal']['input'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['input'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Books units in or out, once per idempotency key; never below zero. */
  readonly adjustStock?: Maybe<AdjustStockPayload>;
  /** Adds a product to the catalogue, with its first stock. */
  readonly createProduct?: Maybe<CreateProductPayload>;
  /** Ends a product's sale. It stays visible, in old orders too. Repeating it changes nothing. */
  readonly discontinueProduct?: Maybe<DiscontinueProductPayload>;
  /** Turns the orders' held units into sold ones. Repeatable. */
  readonly finaliseOrders?: Maybe<SettleOrdersPayload>;
  /** Gives the orders' held units back and lets them hold none again, also when they held none. Repeatable. */
  readonly releaseOrders?: Maybe<SettleOrdersPayload>;
  /** Holds units for orders that are being placed, each by itself. Repeatable: an order holds a product's units once. */
  readonly reserveOrders?: Maybe<ReserveOrdersPayload>;
  /** Takes a cancelled order's sold units back into stock. Repeatable. */
  readonly restockOrder?: Maybe<SettleStockPayload>;
  /** Changes what is given of a product; what is not given stays. */
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

/** Where a page stands in the list it was cut from. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The last item's cursor; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there are items after this page's last. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are items before this page's first. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The first item's cursor; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** The products of a list within one price range. */
export type PriceFacet = {
  readonly __typename?: 'PriceFacet';
  /** How many products of the list cost as much. */
  readonly count: Scalars['Int']['output'];
  /** The range's highest price, as `maxPrice` takes it; null when the range has no upper end. */
  readonly max?: Maybe<Money>;
  /** The range's lowest price, as `minPrice` takes it. */
  readonly min: Money;
};

/** Something the shop sells. */
export type Product = {
  readonly __typename?: 'Product';
  /** Whether it can be bought. */
  readonly availability: Availability;
  /** The product's category; null when it has none. */
  readonly category?: Maybe<Category>;
  /** When the product came into the catalogue. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** A description of the product; null when there is none. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Names the product for good. */
  readonly id: Scalars['ID']['output'];
  /** Pictures of the product, the most telling one first; empty when there are none. */
  readonly images: ReadonlyArray<Image>;
  /** The product's stock in full, for staff. */
  readonly inventory?: Maybe<Inventory>;
  /** The product's name. */
  readonly name: Scalars['String']['output'];
  /** Today's price of one unit. */
  readonly price: Money;
  /** The stock keeping unit: unique, for people and labels. */
  readonly sku: Scalars['String']['output'];
  /** How many units can be bought now. */
  readonly stock: Scalars['Int']['output'];
  /** How many units were sold, for staff. It follows orders within seconds; cancelled orders do not count. */
  readonly unitsSold?: Maybe<UnitsSold>;
  /** When the product last changed; its stock aside. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** A page of products. */
export type ProductConnection = {
  readonly __typename?: 'ProductConnection';
  /** The page's products, each with its cursor. */
  readonly edges: ReadonlyArray<ProductEdge>;
  /** How the whole list divides, for the filters beside it. Each part is counted when it is asked for. */
  readonly facets: ProductFacets;
  /** The page's products. */
  readonly nodes: ReadonlyArray<Product>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many products the whole list has, counted up to 10,000. */
  readonly totalCount: Scalars['Int']['output'];
  /** Whether the whole list was counted; false where it has more than `totalCount` says. */
  readonly totalCountExact: Scalars['Boolean']['output'];
};

/** A product in a list. */
export type ProductEdge = {
  readonly __typename?: 'ProductEdge';
  /** Where the product stands, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The product. */
  readonly node: Product;
};

/** How a list of products divides by category and by price. Its filter applies: what it leaves out is not counted. */
export type ProductFacets = {
  readonly __typename?: 'ProductFacets';
  /** The categories of the list's products, the largest first. Products without a category are in none. */
  readonly categories: ReadonlyArray<CategoryFacet>;
  /** The price ranges that have products, the cheapest first. */
  readonly prices: ReadonlyArray<PriceFacet>;
};

/** Which products to list. Conditions that are given must all hold. */
export type ProductFilter = {
  /** Only products of this category. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** Only products that can (true) or cannot (false) be bought now. */
  readonly inStock?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only products that cost at most this much, in the catalogue's currency. */
  readonly maxPrice?: InputMaybe<Scalars['Decimal']['input']>;
  /** Only products that cost at least this much, in the catalogue's currency. */
  readonly minPrice?: InputMaybe<Scalars['Decimal']['input']>;
  /** Only products whose name and description hold all of these words or beginnings of words. Text, never a pattern. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
};

/** There is no such product. */
export type ProductNotFound = UserError & {
  readonly __typename?: 'ProductNotFound';
  /** What is missing, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the product in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that names no product. */
  readonly productId: Scalars['ID']['output'];
};

/** How a list of products is sorted. Products that tie are in the order of their ids. */
export type ProductSort =
  /** By the units sold in the last 30 days, the most first; then by all that were ever sold. */
  | 'BEST_SELLING'
  /** By name, A first. */
  | 'NAME_ASC'
  /** By name, Z first. */
  | 'NAME_DESC'
  /** The most recently created first. */
  | 'NEWEST'
  /** By price, the cheapest first. */
  | 'PRICE_ASC'
  /** By price, the most expensive first. */
  | 'PRICE_DESC';

export type Query = {
  readonly __typename?: 'Query';
  /** All categories, by name. */
  readonly categories: ReadonlyArray<Category>;
  /** The category with this id; null when there is none. */
  readonly category?: Maybe<Category>;
  /** The product with this id; null when there is none. */
  readonly product?: Maybe<Product>;
  /** The product with this stock keeping unit; null when there is none. */
  readonly productBySku?: Maybe<Product>;
  /** The catalogue, filtered and sorted, a page at a time. */
  readonly products: ProductConnection;
  /** Those of these products that are sold now, for a quote: nothing is held. */
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
  /** The orders: 1 to 100, with 1,000 lines in all. */
  readonly orders: ReadonlyArray<ReserveStockInput>;
};

/** The result of `reserveOrders`. */
export type ReserveOrdersPayload = {
  readonly __typename?: 'ReserveOrdersPayload';
  /** The results of each order's lines, in the order asked. */
  readonly orders: ReadonlyArray<ReserveStockPayload>;
};

/** One order of `reserveOrders`. */
export type ReserveStockInput = {
  /** A request that arrives after this moment does nothing. */
  readonly deadline: Scalars['DateTime']['input'];
  /** The price of all lines that the customer was told. If it is another now, nothing is held. */
  readonly expectedSubtotal?: InputMaybe<MoneyInput>;
  /** The units to hold: each product once. */
  readonly lines: ReadonlyArray<StockLineInput>;
  /** The order the units are held for. */
  readonly orderId: Scalars['ID']['input'];
};

/** The results of one order of `reserveOrders`, in the order of its lines. */
export type ReserveStockPayload = {
  readonly __typename?: 'ReserveStockPayload';
  /** The result of each line. */
  readonly lines: ReadonlyArray<StockReservation>;
};

/** The input of `restockOrder`. */
export type RestockOrderInput = {
  /** The units it returns: each product once. */
  readonly lines: ReadonlyArray<StockLineInput>;
  /** The cancelled order. */
  readonly orderId: Scalars['ID']['input'];
};

/** The input of `finaliseOrders` and `releaseOrders`. */
export type SettleOrdersInput = {
  /** The orders: 1 to 100, with 1,000 products in all. */
  readonly orders: ReadonlyArray<SettleStockInput>;
};

/** The result of `finaliseOrders` and `releaseOrders`. */
export type SettleOrdersPayload = {
  readonly __typename?: 'SettleOrdersPayload';
  /** The results of each order's units, in the order asked. */
  readonly orders: ReadonlyArray<SettleStockPayload>;
};

/** One order of `finaliseOrders` or `releaseOrders`. */
export type SettleStockInput = {
  /** The order whose units are settled. */
  readonly orderId: Scalars['ID']['input'];
  /** The products of its lines. */
  readonly productIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** The result of settling an order's stock: one a product, in the order asked. */
export type SettleStockPayload = {
  readonly __typename?: 'SettleStockPayload';
  /** The result of each product's units. */
  readonly lines: ReadonlyArray<StockSettlement>;
};

/** Another product has this stock keeping unit. */
export type SkuTaken = UserError & {
  readonly __typename?: 'SkuTaken';
  /** Says that the unit is taken, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the unit in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The stock keeping unit that is taken. */
  readonly sku: Scalars['String']['output'];
};

/** Units of one product. */
export type StockLineInput = {
  /** The product. */
  readonly productId: Scalars['ID']['input'];
  /** How many units, 1 to 1,000. */
  readonly quantity: Scalars['Int']['input'];
};

/** The result of one line of `reserveOrders`. */
export type StockReservation = {
  readonly __typename?: 'StockReservation';
  /** How many units could be bought when the line was refused; 0 when they are held. */
  readonly available: Scalars['Int']['output'];
  /** The product's name at the reservation; null when there is no such product. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whether its units are held. */
  readonly outcome: StockReservationOutcome;
  /** The product of the line. */
  readonly productId: Scalars['ID']['output'];
  /** The product's stock keeping unit at the reservation; null when there is no such product. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /** The price of one unit at the reservation; null when there is no such product. */
  readonly unitPrice?: Maybe<Money>;
};

/** Whether a line's units are held. */
export type StockReservationOutcome =
  /** The order was finalised or released before: nothing can be held for it any more. */
  | 'CLOSED'
  /** The product is no longer sold. */
  | 'DISCONTINUED'
  /** The request came after its deadline. */
  | 'EXPIRED'
  /** They are held for the order, by this request or an earlier one. */
  | 'HELD'
  /** There are too few. */
  | 'INSUFFICIENT'
  /** They could be, but the order cannot: another of its lines is refused, or it costs otherwise than expected. */
  | 'NOT_HELD'
  /** There is no such product. */
  | 'UNKNOWN_PRODUCT';

/** The result of one product's units. */
export type StockSettlement = {
  readonly __typename?: 'StockSettlement';
  /** Whether this request settled them. */
  readonly outcome: StockSettlementOutcome;
  /** The product. */
  readonly productId: Scalars['ID']['output'];
};

/** Whether a request settled a product's units. */
export type StockSettlementOutcome =
  /** An earlier request did: nothing changed. */
  | 'ALREADY_SETTLED'
  /** This request did it. */
  | 'SETTLED'
  /** There is no such product: there is nothing to settle. */
  | 'UNKNOWN_PRODUCT';

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Each of these products whenever its stock has changed. Changes that follow each other closely may come as one. */
  readonly stockChanged?: Maybe<Product>;
};


export type SubscriptionStockChangedArgs = {
  productIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** How many units of a product were sold, by the days on which its orders were confirmed, in UTC. */
export type UnitsSold = {
  readonly __typename?: 'UnitsSold';
  /** Since the beginning. */
  readonly ever: Scalars['Int']['output'];
  /** Today and on the 29 days before. */
  readonly last30Days: Scalars['Int']['output'];
  /** Today and on the 364 days before. */
  readonly last365Days: Scalars['Int']['output'];
};

/** Why a product was not changed. */
export type UpdateProductError = CategoryNotFound | InvalidInput | ProductNotFound;

/** The input of `updateProduct`. */
export type UpdateProductInput = {
  /** Its new category; null takes it away. */
  readonly categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** Its new description, at most 5,000 characters; null takes it away. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The product to change. */
  readonly id: Scalars['ID']['input'];
  /** Its new name, 1 to 200 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Its new price, in the catalogue's currency. Orders keep the price they were placed at. */
  readonly price?: InputMaybe<MoneyInput>;
};

/** The result of `updateProduct`. */
export type UpdateProductPayload = {
  readonly __typename?: 'UpdateProductPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<UpdateProductError>;
  /** The changed product; null when there are errors. */
  readonly product?: Maybe<Product>;
};

/** An expected failure, told as data. Every error of a mutation is one. */
export type UserError = {
  /** What went wrong and what to do about it, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the input field at fault, from the mutation's `input`; null when no single field is. */
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

