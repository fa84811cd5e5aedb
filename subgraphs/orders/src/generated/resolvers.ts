import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyModel } from '@supergraph/money';
import type { ShownOrder as ShownOrderModel, OrderLine as OrderLineModel } from '../domain/order.js';
import type { Quote as QuoteModel } from '../domain/quote.js';
import type { Connection as ConnectionModel, Edge as EdgeModel } from '@supergraph/service-kit';
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

/** A deletion of an account, and how far it has come. */
export type AccountDeletion = {
  readonly __typename?: 'AccountDeletion';
  /** The id of the deletion. */
  readonly id: Scalars['ID']['output'];
  /** When the orders service had erased the person's addresses and texts for good; null until then. */
  readonly ordersErasedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A postal address. */
export type Address = {
  readonly __typename?: 'Address';
  /** The town or city. */
  readonly city: Scalars['String']['output'];
  /** The name of the country. */
  readonly country: Scalars['String']['output'];
  /** The postal code; null if the address has none. */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** The name of the person or company that receives the delivery. */
  readonly recipient: Scalars['String']['output'];
  /** The state, province or region; null if the address has none. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** The street and house number, or an equivalent such as a post office box. */
  readonly street: Scalars['String']['output'];
};

/** A postal address. */
export type AddressInput = {
  /** The town or city, 1 to 100 characters. */
  readonly city: Scalars['String']['input'];
  /** The name of the country, 1 to 100 characters. */
  readonly country: Scalars['String']['input'];
  /** The postal code, at most 20 characters. */
  readonly postalCode?: InputMaybe<Scalars['String']['input']>;
  /** The name of the person or company that receives the delivery, 1 to 200 characters. */
  readonly recipient: Scalars['String']['input'];
  /** The state, province or region, at most 100 characters. */
  readonly region?: InputMaybe<Scalars['String']['input']>;
  /** The street and house number, or an equivalent such as a post office box, 1 to 200 characters. */
  readonly street: Scalars['String']['input'];
};

/** A reason why an order was not cancelled. */
export type CancelOrderError = InvalidInput | InvalidOrderTransition | OrderNotFound;

/** The input of `cancelOrder`. */
export type CancelOrderInput = {
  /** The id of the order to cancel. */
  readonly orderId: Scalars['ID']['input'];
  /** The reason for the cancellation, for the records: at most 500 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `cancelOrder`. */
export type CancelOrderPayload = {
  readonly __typename?: 'CancelOrderPayload';
  /** Why the order was not cancelled; empty if it was cancelled. */
  readonly errors: ReadonlyArray<CancelOrderError>;
  /** The order; null if there is none that the caller may read. */
  readonly order?: Maybe<Order>;
};

/** A reason why an order was not marked as delivered. */
export type ConfirmDeliveryError = InvalidOrderTransition | OrderNotFound;

/** The input of `confirmDelivery`. */
export type ConfirmDeliveryInput = {
  /** The id of the order that was delivered. */
  readonly orderId: Scalars['ID']['input'];
};

/** The result of `confirmDelivery`. */
export type ConfirmDeliveryPayload = {
  readonly __typename?: 'ConfirmDeliveryPayload';
  /** Why the order was not marked as delivered; empty if it was. */
  readonly errors: ReadonlyArray<ConfirmDeliveryError>;
  /** The order; null if there is no such order. */
  readonly order?: Maybe<Order>;
};

/** Conditions for a list of a customer's orders. An order is listed if it meets all of them. */
export type CustomerOrderFilter = {
  /** The order was placed at or after this time. */
  readonly placedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The order was placed before this time. */
  readonly placedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** The order has this status. */
  readonly status?: InputMaybe<OrderStatus>;
};

/** The idempotency key was used before with a different input. */
export type IdempotencyConflict = UserError & {
  readonly __typename?: 'IdempotencyConflict';
  /** A message to show to people: what the key was used for before. */
  readonly message: Scalars['String']['output'];
  /** The path to the idempotency key in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
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

/** The order cannot change from its status to the requested one. */
export type InvalidOrderTransition = UserError & {
  readonly __typename?: 'InvalidOrderTransition';
  /** The order's current status. */
  readonly from: OrderStatus;
  /** A message to show to people: which change of status is not possible. */
  readonly message: Scalars['String']['output'];
  /** The path to the order's id in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The requested status. */
  readonly to: OrderStatus;
};

/** An exact amount of money in one currency. */
export type Money = {
  readonly __typename?: 'Money';
  /** The amount in the currency's main unit, for example `"18.00"` for 18 US dollars, with the currency's number of decimals. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Cancels an order that was not shipped yet, and returns its units to stock. The order's customer and staff may do this. */
  readonly cancelOrder?: Maybe<CancelOrderPayload>;
  /** Marks a shipped order as delivered. */
  readonly confirmDelivery?: Maybe<ConfirmDeliveryPayload>;
  /** Places an order, once for each idempotency key. The same key and input sent again return the same order. */
  readonly placeOrder?: Maybe<PlaceOrderPayload>;
  /** Marks a confirmed order as shipped. */
  readonly shipOrder?: Maybe<ShipOrderPayload>;
};


export type MutationCancelOrderArgs = {
  input: CancelOrderInput;
};


export type MutationConfirmDeliveryArgs = {
  input: ConfirmDeliveryInput;
};


export type MutationPlaceOrderArgs = {
  input: PlaceOrderInput;
};


export type MutationShipOrderArgs = {
  input: ShipOrderInput;
};

/** An order: products that a customer bought, at the prices of that time. */
export type Order = {
  readonly __typename?: 'Order';
  /** The user who placed the order. */
  readonly customer?: Maybe<User>;
  /** All statuses that the order has had, the oldest first. */
  readonly history: ReadonlyArray<OrderStatusChange>;
  /** The order's id. It never changes. */
  readonly id: Scalars['ID']['output'];
  /** The products in the order. Each product occurs once. */
  readonly lines: ReadonlyArray<OrderLine>;
  /** The order number for people. It is unique, and later orders have higher numbers; some numbers are left out. */
  readonly number: Scalars['Int']['output'];
  /** When the order was placed. */
  readonly placedAt: Scalars['DateTime']['output'];
  /** The price of the shipping. */
  readonly shipping: Money;
  /** The address to which the order is sent; null if none was given, or if the customer has deleted their account. */
  readonly shippingAddress?: Maybe<Address>;
  /** The status of the order. */
  readonly status: OrderStatus;
  /** The sum of all lines. For a PENDING order, the sum of the lines that have a price. */
  readonly subtotal: Money;
  /** The total that the customer pays: `subtotal + shipping`. */
  readonly total: Money;
  /** When the order was last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** One page of a list of orders. */
export type OrderConnection = {
  readonly __typename?: 'OrderConnection';
  /** The orders of this page, each with its cursor. */
  readonly edges: ReadonlyArray<OrderEdge>;
  /** The orders of this page. */
  readonly nodes: ReadonlyArray<Order>;
  /** The position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** The number of orders in the whole list. Counting stops at 10,000. */
  readonly totalCount: Scalars['Int']['output'];
  /** Whether `totalCount` is the exact number; false if the list has more than 10,000 items. */
  readonly totalCountExact: Scalars['Boolean']['output'];
};

/** An order in a list, with its cursor. */
export type OrderEdge = {
  readonly __typename?: 'OrderEdge';
  /** The order's position in the list, as a value for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The order. */
  readonly node: Order;
};

/** Conditions for a list of orders. An order is listed if it meets all of them. */
export type OrderFilter = {
  /** The order was placed by the customer with this id. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** The order was placed at or after this time. */
  readonly placedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** The order was placed before this time. */
  readonly placedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** The order has this status. */
  readonly status?: InputMaybe<OrderStatus>;
};

/** A product in an order, with its data from the time of the order and its current data. */
export type OrderLine = {
  readonly __typename?: 'OrderLine';
  /** The discount as a fraction of the price: `"0.15"` is 15 %. */
  readonly discount: Scalars['Decimal']['output'];
  /** The product with its current data; null if the catalogue is not available or no longer contains the product. */
  readonly product?: Maybe<Product>;
  /** The product's name at the time of the order; null until the units are reserved. */
  readonly productName?: Maybe<Scalars['String']['output']>;
  /** The number of units. */
  readonly quantity: Scalars['Int']['output'];
  /** The stock keeping unit at the time of the order; null until the units are reserved. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /** The price of the line, rounded half up: `unitPrice × quantity × (1 − discount)`; null until the units are reserved. */
  readonly total?: Maybe<Money>;
  /** The price of one unit at the time of the order; null until the units are reserved. */
  readonly unitPrice?: Maybe<Money>;
};

/** A number of units of one product. */
export type OrderLineInput = {
  /** The product's id. */
  readonly productId: Scalars['ID']['input'];
  /** The number of units, 1 to 1,000. */
  readonly quantity: Scalars['Int']['input'];
};

/** There is no order with this id that the caller may read. */
export type OrderNotFound = UserError & {
  readonly __typename?: 'OrderNotFound';
  /** A message to show to people: which order was not found. */
  readonly message: Scalars['String']['output'];
  /** The id that was given. */
  readonly orderId: Scalars['ID']['output'];
  /** The path to the order's id in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The status of an order. */
export type OrderStatus =
  /** The order was cancelled after it was placed. Its units were returned to stock. */
  | 'CANCELLED'
  /** The order is placed, and its units are taken from stock. */
  | 'CONFIRMED'
  /** The order has arrived. */
  | 'DELIVERED'
  /** The order is being placed and not confirmed yet. */
  | 'PENDING'
  /** The order could not be placed. No units were taken from stock. */
  | 'REJECTED'
  /** The order was sent. */
  | 'SHIPPED';

/** A change of an order's status. */
export type OrderStatusChange = {
  readonly __typename?: 'OrderStatusChange';
  /** When the status changed. */
  readonly at: Scalars['DateTime']['output'];
  /** Why the status changed; null if no reason was given, or if the customer has deleted their account. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The new status. */
  readonly status: OrderStatus;
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

/** Everything that the shop stores about one person, who alone may read it. */
export type PersonalData = {
  readonly __typename?: 'PersonalData';
  /** The id of the account. */
  readonly id: Scalars['ID']['output'];
  /** The orders that the person placed, the latest first, with their addresses and texts. */
  readonly orders?: Maybe<OrderConnection>;
};


/** Everything that the shop stores about one person, who alone may read it. */
export type PersonalDataOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A reason why an order was not placed. */
export type PlaceOrderError = IdempotencyConflict | InsufficientStock | InvalidInput | PriceChanged | ProductUnavailable | TooManyOrders;

/** The input of `placeOrder`. */
export type PlaceOrderInput = {
  /** The total that the customer was told, including shipping. If the total has changed, no order is placed. */
  readonly expectedTotal?: InputMaybe<Scalars['Decimal']['input']>;
  /** A key that identifies this order among the customer's orders, 1 to 100 characters, for example a random UUID. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The products to order, 1 to 100 lines. Lines of the same product are added up. */
  readonly lines: ReadonlyArray<OrderLineInput>;
  /** The address to send the order to. */
  readonly shippingAddress?: InputMaybe<AddressInput>;
};

/** The result of `placeOrder`. */
export type PlaceOrderPayload = {
  readonly __typename?: 'PlaceOrderPayload';
  /** Why no order was placed; empty if one was placed. */
  readonly errors: ReadonlyArray<PlaceOrderError>;
  /** The order. If there are errors, it has the status REJECTED, or it is null if no order was created. */
  readonly order?: Maybe<Order>;
};

/** The order's total differs from the expected total. */
export type PriceChanged = UserError & {
  readonly __typename?: 'PriceChanged';
  /** The current total, including shipping. */
  readonly actual: Money;
  /** The expected total that was given. */
  readonly expected: Money;
  /** A message to show to people: how the total changed. */
  readonly message: Scalars['String']['output'];
  /** The path to the expected total in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A product that the shop sells or has sold. */
export type Product = {
  readonly __typename?: 'Product';
  /** The product's id. It never changes. */
  readonly id: Scalars['ID']['output'];
  /** Whether the caller has ever ordered this product. Cancelled and rejected orders do not count. Null if the caller is not signed in. */
  readonly orderedByMe?: Maybe<Scalars['Boolean']['output']>;
};

/** The product does not exist or is no longer sold. */
export type ProductUnavailable = UserError & {
  readonly __typename?: 'ProductUnavailable';
  /** A message to show to people: which product cannot be bought. */
  readonly message: Scalars['String']['output'];
  /** The path to the product's id in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that was given. */
  readonly productId: Scalars['ID']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** The order with this id; null if there is none that the caller may read. Customers may read their own orders, staff all orders. */
  readonly order?: Maybe<Order>;
  /** All orders, the latest first, for staff. */
  readonly orders: OrderConnection;
  /** The price of an order at current prices. `placeOrder` takes its total as `expectedTotal`. No units are held, so an order may still be refused because of its stock. Anyone may ask for a quote. */
  readonly quote?: Maybe<Quote>;
};


export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryQuoteArgs = {
  input: QuoteInput;
};

/** The current price of an order. Prices may change before the order is placed. */
export type Quote = {
  readonly __typename?: 'Quote';
  /** The sum of all discounts. */
  readonly discount: Money;
  /** The priced products, sorted by id. Each product occurs once. */
  readonly lines: ReadonlyArray<QuoteLine>;
  /** The price of the shipping. */
  readonly shipping: Money;
  /** The sum of all lines that have a price, after discounts. */
  readonly subtotal: Money;
  /** The total that the customer pays: `subtotal + shipping`. `placeOrder` takes it as `expectedTotal`. */
  readonly total: Money;
};

/** The input of `quote`. */
export type QuoteInput = {
  /** The products to price, 1 to 100 lines. Lines of the same product are added up. */
  readonly lines: ReadonlyArray<OrderLineInput>;
};

/** A product in a quote, with its current name and price. */
export type QuoteLine = {
  readonly __typename?: 'QuoteLine';
  /** The discount as a fraction of the price: `"0.15"` is 15 %. */
  readonly discount: Scalars['Decimal']['output'];
  /** The product; null if the catalogue is not available or does not contain the product. */
  readonly product?: Maybe<Product>;
  /** The product's name; null if the product does not exist or is no longer sold. */
  readonly productName?: Maybe<Scalars['String']['output']>;
  /** The number of units. */
  readonly quantity: Scalars['Int']['output'];
  /** The stock keeping unit; null if the product does not exist or is no longer sold. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /** The price of the line, rounded half up: `unitPrice × quantity × (1 − discount)`; null if the line has no unit price. */
  readonly total?: Maybe<Money>;
  /** The current price of one unit; null if the product does not exist or is no longer sold. */
  readonly unitPrice?: Maybe<Money>;
};

/** A reason why an order was not marked as shipped. */
export type ShipOrderError = InvalidOrderTransition | OrderNotFound;

/** The input of `shipOrder`. */
export type ShipOrderInput = {
  /** The id of the order that was shipped. */
  readonly orderId: Scalars['ID']['input'];
};

/** The result of `shipOrder`. */
export type ShipOrderPayload = {
  readonly __typename?: 'ShipOrderPayload';
  /** Why the order was not marked as shipped; empty if it was. */
  readonly errors: ReadonlyArray<ShipOrderError>;
  /** The order; null if there is no such order. */
  readonly order?: Maybe<Order>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Sends each order of the caller after each of its changes. */
  readonly myOrdersChanged?: Maybe<Order>;
  /** Sends the order after each of its changes. Customers may watch their own orders, staff all orders. Nothing is sent for an order that the caller may not read. */
  readonly orderChanged?: Maybe<Order>;
};


export type SubscriptionOrderChangedArgs = {
  orderId: Scalars['ID']['input'];
};

/** The customer has too many orders in progress or has placed too many orders within an hour. */
export type TooManyOrders = UserError & {
  readonly __typename?: 'TooManyOrders';
  /** The maximum number of orders. */
  readonly limit: Scalars['Int']['output'];
  /** A message to show to people: which limit was reached and when to try again. */
  readonly message: Scalars['String']['output'];
  /** Always null, because no field of the input caused the error. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A person with an account. */
export type User = {
  readonly __typename?: 'User';
  /** The user's id. It never changes. */
  readonly id: Scalars['ID']['output'];
  /** The user's orders, the latest first; null unless the caller is this user or staff. */
  readonly orders?: Maybe<OrderConnection>;
};


/** A person with an account. */
export type UserOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerOrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
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
  AccountDeletion: AccountDeletion;
  Order: Order;
  PersonalData: PersonalData;
  Product: Product;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AccountDeletion:
    ( { __typename: 'AccountDeletion' }
    & GraphQLRecursivePick<FederationTypes['AccountDeletion'], {"id":true}> );
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  PersonalData:
    ( { __typename: 'PersonalData' }
    & GraphQLRecursivePick<FederationTypes['PersonalData'], {"id":true}> );
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CancelOrderError:
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( InvalidOrderTransition & { __typename: 'InvalidOrderTransition' } )
    | ( OrderNotFound & { __typename: 'OrderNotFound' } )
  ;
  ConfirmDeliveryError:
    | ( InvalidOrderTransition & { __typename: 'InvalidOrderTransition' } )
    | ( OrderNotFound & { __typename: 'OrderNotFound' } )
  ;
  PlaceOrderError:
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( Omit<InsufficientStock, 'product'> & { product?: Maybe<_RefType['Product']> } & { __typename: 'InsufficientStock' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( Omit<PriceChanged, 'actual' | 'expected'> & { actual: _RefType['Money'], expected: _RefType['Money'] } & { __typename: 'PriceChanged' } )
    | ( ProductUnavailable & { __typename: 'ProductUnavailable' } )
    | ( TooManyOrders & { __typename: 'TooManyOrders' } )
  ;
  ShipOrderError:
    | ( InvalidOrderTransition & { __typename: 'InvalidOrderTransition' } )
    | ( OrderNotFound & { __typename: 'OrderNotFound' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  UserError:
    | ( IdempotencyConflict )
    | ( Omit<InsufficientStock, 'product'> & { product?: Maybe<_RefType['Product']> } )
    | ( InvalidInput )
    | ( InvalidOrderTransition )
    | ( OrderNotFound )
    | ( Omit<PriceChanged, 'actual' | 'expected'> & { actual: _RefType['Money'], expected: _RefType['Money'] } )
    | ( ProductUnavailable )
    | ( TooManyOrders )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountDeletion: ResolverTypeWrapper<{ id: string }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Address: ResolverTypeWrapper<Address>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  CancelOrderError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelOrderError']>;
  CancelOrderInput: CancelOrderInput;
  CancelOrderPayload: ResolverTypeWrapper<Omit<CancelOrderPayload, 'errors' | 'order'> & { errors: ReadonlyArray<ResolversTypes['CancelOrderError']>, order?: Maybe<ResolversTypes['Order']> }>;
  ConfirmDeliveryError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ConfirmDeliveryError']>;
  ConfirmDeliveryInput: ConfirmDeliveryInput;
  ConfirmDeliveryPayload: ResolverTypeWrapper<Omit<ConfirmDeliveryPayload, 'errors' | 'order'> & { errors: ReadonlyArray<ResolversTypes['ConfirmDeliveryError']>, order?: Maybe<ResolversTypes['Order']> }>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  CustomerOrderFilter: CustomerOrderFilter;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  IdempotencyConflict: ResolverTypeWrapper<IdempotencyConflict>;
  InsufficientStock: ResolverTypeWrapper<Omit<InsufficientStock, 'product'> & { product?: Maybe<ResolversTypes['Product']> }>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  InvalidOrderTransition: ResolverTypeWrapper<InvalidOrderTransition>;
  Money: ResolverTypeWrapper<MoneyModel>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Order: ResolverTypeWrapper<ShownOrderModel>;
  OrderConnection: ResolverTypeWrapper<ConnectionModel<ShownOrderModel>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  OrderEdge: ResolverTypeWrapper<EdgeModel<ShownOrderModel>>;
  OrderFilter: OrderFilter;
  OrderLine: ResolverTypeWrapper<OrderLineModel>;
  OrderLineInput: OrderLineInput;
  OrderNotFound: ResolverTypeWrapper<OrderNotFound>;
  OrderStatus: OrderStatus;
  OrderStatusChange: ResolverTypeWrapper<OrderStatusChange>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PersonalData: ResolverTypeWrapper<{ id: string }>;
  PlaceOrderError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PlaceOrderError']>;
  PlaceOrderInput: PlaceOrderInput;
  PlaceOrderPayload: ResolverTypeWrapper<Omit<PlaceOrderPayload, 'errors' | 'order'> & { errors: ReadonlyArray<ResolversTypes['PlaceOrderError']>, order?: Maybe<ResolversTypes['Order']> }>;
  PriceChanged: ResolverTypeWrapper<Omit<PriceChanged, 'actual' | 'expected'> & { actual: ResolversTypes['Money'], expected: ResolversTypes['Money'] }>;
  Product: ResolverTypeWrapper<{ id: string }>;
  ProductUnavailable: ResolverTypeWrapper<ProductUnavailable>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quote: ResolverTypeWrapper<QuoteModel>;
  QuoteInput: QuoteInput;
  QuoteLine: ResolverTypeWrapper<OrderLineModel>;
  ShipOrderError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ShipOrderError']>;
  ShipOrderInput: ShipOrderInput;
  ShipOrderPayload: ResolverTypeWrapper<Omit<ShipOrderPayload, 'errors' | 'order'> & { errors: ReadonlyArray<ResolversTypes['ShipOrderError']>, order?: Maybe<ResolversTypes['Order']> }>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TooManyOrders: ResolverTypeWrapper<TooManyOrders>;
  User: ResolverTypeWrapper<{ id: string }>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountDeletion: { id: string };
  ID: Scalars['ID']['output'];
  Address: Address;
  String: Scalars['String']['output'];
  AddressInput: AddressInput;
  CancelOrderError: ResolversUnionTypes<ResolversParentTypes>['CancelOrderError'];
  CancelOrderInput: CancelOrderInput;
  CancelOrderPayload: Omit<CancelOrderPayload, 'errors' | 'order'> & { errors: ReadonlyArray<ResolversParentTypes['CancelOrderError']>, order?: Maybe<ResolversParentTypes['Order']> };
  ConfirmDeliveryError: ResolversUnionTypes<ResolversParentTypes>['ConfirmDeliveryError'];
  ConfirmDeliveryInput: ConfirmDeliveryInput;
  ConfirmDeliveryPayload: Omit<ConfirmDeliveryPayload, 'errors' | 'order'> & { errors: ReadonlyArray<ResolversParentTypes['ConfirmDeliveryError']>, order?: Maybe<ResolversParentTypes['Order']> };
  CurrencyCode: Scalars['CurrencyCode']['output'];
  CustomerOrderFilter: CustomerOrderFilter;
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  IdempotencyConflict: IdempotencyConflict;
  InsufficientStock: Omit<InsufficientStock, 'product'> & { product?: Maybe<ResolversParentTypes['Product']> };
  Int: Scalars['Int']['output'];
  InvalidInput: InvalidInput;
  InvalidOrderTransition: InvalidOrderTransition;
  Money: MoneyModel;
  Mutation: Record<PropertyKey, never>;
  Order: ShownOrderModel;
  OrderConnection: ConnectionModel<ShownOrderModel>;
  Boolean: Scalars['Boolean']['output'];
  OrderEdge: EdgeModel<ShownOrderModel>;
  OrderFilter: OrderFilter;
  OrderLine: OrderLineModel;
  OrderLineInput: OrderLineInput;
  OrderNotFound: OrderNotFound;
  OrderStatusChange: OrderStatusChange;
  PageInfo: PageInfo;
  PersonalData: { id: string };
  PlaceOrderError: ResolversUnionTypes<ResolversParentTypes>['PlaceOrderError'];
  PlaceOrderInput: PlaceOrderInput;
  PlaceOrderPayload: Omit<PlaceOrderPayload, 'errors' | 'order'> & { errors: ReadonlyArray<ResolversParentTypes['PlaceOrderError']>, order?: Maybe<ResolversParentTypes['Order']> };
  PriceChanged: Omit<PriceChanged, 'actual' | 'expected'> & { actual: ResolversParentTypes['Money'], expected: ResolversParentTypes['Money'] };
  Product: { id: string };
  ProductUnavailable: ProductUnavailable;
  Query: Record<PropertyKey, never>;
  Quote: QuoteModel;
  QuoteInput: QuoteInput;
  QuoteLine: OrderLineModel;
  ShipOrderError: ResolversUnionTypes<ResolversParentTypes>['ShipOrderError'];
  ShipOrderInput: ShipOrderInput;
  ShipOrderPayload: Omit<ShipOrderPayload, 'errors' | 'order'> & { errors: ReadonlyArray<ResolversParentTypes['ShipOrderError']>, order?: Maybe<ResolversParentTypes['Order']> };
  Subscription: Record<PropertyKey, never>;
  TooManyOrders: TooManyOrders;
  User: { id: string };
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
};

export type AccountDeletionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountDeletion'] = ResolversParentTypes['AccountDeletion'], FederationReferenceType extends FederationReferenceTypes['AccountDeletion'] = FederationReferenceTypes['AccountDeletion']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AccountDeletion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ordersErasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  street?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CancelOrderErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelOrderError'] = ResolversParentTypes['CancelOrderError']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'InvalidOrderTransition' | 'OrderNotFound', ParentType, ContextType>;
};

export type CancelOrderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelOrderPayload'] = ResolversParentTypes['CancelOrderPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['CancelOrderError']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
};

export type ConfirmDeliveryErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfirmDeliveryError'] = ResolversParentTypes['ConfirmDeliveryError']> = {
  __resolveType: TypeResolveFn<'InvalidOrderTransition' | 'OrderNotFound', ParentType, ContextType>;
};

export type ConfirmDeliveryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfirmDeliveryPayload'] = ResolversParentTypes['ConfirmDeliveryPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ConfirmDeliveryError']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
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

export type IdempotencyConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type InvalidOrderTransitionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidOrderTransition'] = ResolversParentTypes['InvalidOrderTransition']> = {
  from?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelOrder?: Resolver<Maybe<ResolversTypes['CancelOrderPayload']>, ParentType, ContextType, RequireFields<MutationCancelOrderArgs, 'input'>>;
  confirmDelivery?: Resolver<Maybe<ResolversTypes['ConfirmDeliveryPayload']>, ParentType, ContextType, RequireFields<MutationConfirmDeliveryArgs, 'input'>>;
  placeOrder?: Resolver<Maybe<ResolversTypes['PlaceOrderPayload']>, ParentType, ContextType, RequireFields<MutationPlaceOrderArgs, 'input'>>;
  shipOrder?: Resolver<Maybe<ResolversTypes['ShipOrderPayload']>, ParentType, ContextType, RequireFields<MutationShipOrderArgs, 'input'>>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  history?: Resolver<ReadonlyArray<ResolversTypes['OrderStatusChange']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  shipping?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  shippingAddress?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  subtotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountExact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine']> = {
  discount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  productName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type OrderNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderNotFound'] = ResolversParentTypes['OrderNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orderId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderStatusChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderStatusChange'] = ResolversParentTypes['OrderStatusChange']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PersonalDataResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonalData'] = ResolversParentTypes['PersonalData'], FederationReferenceType extends FederationReferenceTypes['PersonalData'] = FederationReferenceTypes['PersonalData']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PersonalData']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, Partial<PersonalDataOrdersArgs>>;
};

export type PlaceOrderErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlaceOrderError'] = ResolversParentTypes['PlaceOrderError']> = {
  __resolveType: TypeResolveFn<'IdempotencyConflict' | 'InsufficientStock' | 'InvalidInput' | 'PriceChanged' | 'ProductUnavailable' | 'TooManyOrders', ParentType, ContextType>;
};

export type PlaceOrderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlaceOrderPayload'] = ResolversParentTypes['PlaceOrderPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['PlaceOrderError']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
};

export type PriceChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceChanged'] = ResolversParentTypes['PriceChanged']> = {
  actual?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  orderedByMe?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type ProductUnavailableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductUnavailable'] = ResolversParentTypes['ProductUnavailable']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  productId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
  orders?: Resolver<ResolversTypes['OrderConnection'], ParentType, ContextType, Partial<QueryOrdersArgs>>;
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType, RequireFields<QueryQuoteArgs, 'input'>>;
};

export type QuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quote'] = ResolversParentTypes['Quote']> = {
  discount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['QuoteLine']>, ParentType, ContextType>;
  shipping?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  subtotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type QuoteLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteLine'] = ResolversParentTypes['QuoteLine']> = {
  discount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  productName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type ShipOrderErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipOrderError'] = ResolversParentTypes['ShipOrderError']> = {
  __resolveType: TypeResolveFn<'InvalidOrderTransition' | 'OrderNotFound', ParentType, ContextType>;
};

export type ShipOrderPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipOrderPayload'] = ResolversParentTypes['ShipOrderPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ShipOrderError']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  myOrdersChanged?: SubscriptionResolver<Maybe<ResolversTypes['Order']>, "myOrdersChanged", ParentType, ContextType>;
  orderChanged?: SubscriptionResolver<Maybe<ResolversTypes['Order']>, "orderChanged", ParentType, ContextType, RequireFields<SubscriptionOrderChangedArgs, 'orderId'>>;
};

export type TooManyOrdersResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManyOrders'] = ResolversParentTypes['TooManyOrders']> = {
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, Partial<UserOrdersArgs>>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'IdempotencyConflict' | 'InsufficientStock' | 'InvalidInput' | 'InvalidOrderTransition' | 'OrderNotFound' | 'PriceChanged' | 'ProductUnavailable' | 'TooManyOrders', ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccountDeletion?: AccountDeletionResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  CancelOrderError?: CancelOrderErrorResolvers<ContextType>;
  CancelOrderPayload?: CancelOrderPayloadResolvers<ContextType>;
  ConfirmDeliveryError?: ConfirmDeliveryErrorResolvers<ContextType>;
  ConfirmDeliveryPayload?: ConfirmDeliveryPayloadResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  InsufficientStock?: InsufficientStockResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  InvalidOrderTransition?: InvalidOrderTransitionResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  OrderNotFound?: OrderNotFoundResolvers<ContextType>;
  OrderStatusChange?: OrderStatusChangeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PersonalData?: PersonalDataResolvers<ContextType>;
  PlaceOrderError?: PlaceOrderErrorResolvers<ContextType>;
  PlaceOrderPayload?: PlaceOrderPayloadResolvers<ContextType>;
  PriceChanged?: PriceChangedResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  ProductUnavailable?: ProductUnavailableResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Quote?: QuoteResolvers<ContextType>;
  QuoteLine?: QuoteLineResolvers<ContextType>;
  ShipOrderError?: ShipOrderErrorResolvers<ContextType>;
  ShipOrderPayload?: ShipOrderPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TooManyOrders?: TooManyOrdersResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
};

