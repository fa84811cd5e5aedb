import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyModel } from '@supergraph/money';
import type { Order as OrderModel, OrderLine as OrderLineModel } from '../domain/order.js';
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
  /** An ISO 4217 currency code in capitals: `USD`. */
  CurrencyCode: { input: string; output: string; }
  /** A moment in time, RFC 3339 with a time zone: `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** An exact decimal number as a string: `"18.00"`. Never a float. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** A postal address. */
export type Address = {
  readonly __typename?: 'Address';
  /** The town or city. */
  readonly city: Scalars['String']['output'];
  /** The country's name. */
  readonly country: Scalars['String']['output'];
  /** The postal code, where addresses have one. */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** Who receives what is sent there. */
  readonly recipient: Scalars['String']['output'];
  /** The state, province or region, where addresses have one. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** Street and number, or what takes their place. */
  readonly street: Scalars['String']['output'];
};

/** A postal address. */
export type AddressInput = {
  /** The town or city, 1 to 100 characters. */
  readonly city: Scalars['String']['input'];
  /** The country's name, 1 to 100 characters. */
  readonly country: Scalars['String']['input'];
  /** The postal code, at most 20 characters. */
  readonly postalCode?: InputMaybe<Scalars['String']['input']>;
  /** Who receives what is sent there, 1 to 200 characters. */
  readonly recipient: Scalars['String']['input'];
  /** The state, province or region, at most 100 characters. */
  readonly region?: InputMaybe<Scalars['String']['input']>;
  /** Street and number, or what takes their place, 1 to 200 characters. */
  readonly street: Scalars['String']['input'];
};

/** Why an order was not called off. */
export type CancelOrderError = InvalidInput | InvalidOrderTransition | OrderNotFound;

/** The input of `cancelOrder`. */
export type CancelOrderInput = {
  /** The order to call off. */
  readonly orderId: Scalars['ID']['input'];
  /** Why, for the record: at most 500 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `cancelOrder`. */
export type CancelOrderPayload = {
  readonly __typename?: 'CancelOrderPayload';
  /** Why it was not called off; empty when it was. */
  readonly errors: ReadonlyArray<CancelOrderError>;
  /** The order; null when there is none that the caller may see. */
  readonly order?: Maybe<Order>;
};

/** Why an order was not marked as delivered. */
export type ConfirmDeliveryError = InvalidOrderTransition | OrderNotFound;

/** The input of `confirmDelivery`. */
export type ConfirmDeliveryInput = {
  /** The order that has arrived. */
  readonly orderId: Scalars['ID']['input'];
};

/** The result of `confirmDelivery`. */
export type ConfirmDeliveryPayload = {
  readonly __typename?: 'ConfirmDeliveryPayload';
  /** Why it was not marked as delivered; empty when it was. */
  readonly errors: ReadonlyArray<ConfirmDeliveryError>;
  /** The order; null when there is none. */
  readonly order?: Maybe<Order>;
};

/** Which of a customer's orders to list. Conditions that are given must all hold. */
export type CustomerOrderFilter = {
  /** Only orders placed at or after this moment. */
  readonly placedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only orders placed before this moment. */
  readonly placedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only orders in this status. */
  readonly status?: InputMaybe<OrderStatus>;
};

/** The idempotency key was used before, with another input. */
export type IdempotencyConflict = UserError & {
  readonly __typename?: 'IdempotencyConflict';
  /** What the key was used for, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the key in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
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

/** The order cannot go from the status it is in to the one asked for. */
export type InvalidOrderTransition = UserError & {
  readonly __typename?: 'InvalidOrderTransition';
  /** The status the order is in. */
  readonly from: OrderStatus;
  /** Says which step is not possible, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the order in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The status that was asked for. */
  readonly to: OrderStatus;
};

/** An exact amount of one currency. */
export type Money = {
  readonly __typename?: 'Money';
  /** The amount with the currency's own number of decimals. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Calls an order off before it is shipped, by its customer or staff, and returns its units to stock. */
  readonly cancelOrder?: Maybe<CancelOrderPayload>;
  /** Says that a shipped order has arrived. */
  readonly confirmDelivery?: Maybe<ConfirmDeliveryPayload>;
  /** Places an order, once per idempotency key: sent again with the same input it answers the same order. */
  readonly placeOrder?: Maybe<PlaceOrderPayload>;
  /** Says that a confirmed order was sent. */
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

/** An order: the products that a customer bought, at the prices of that day. */
export type Order = {
  readonly __typename?: 'Order';
  /** Who placed it. */
  readonly customer?: Maybe<User>;
  /** Every status it ever had, the first one first. */
  readonly history: ReadonlyArray<OrderStatusChange>;
  /** Names the order for good. */
  readonly id: Scalars['ID']['output'];
  /** The products that were ordered, each once. */
  readonly lines: ReadonlyArray<OrderLine>;
  /** The number on the customer's papers: unique and rising, with gaps. */
  readonly number: Scalars['Int']['output'];
  /** When it was placed. */
  readonly placedAt: Scalars['DateTime']['output'];
  /** The price of sending it. */
  readonly shipping: Money;
  /** Where it is sent; null when no address was given. */
  readonly shippingAddress?: Maybe<Address>;
  /** Where the order stands. */
  readonly status: OrderStatus;
  /** The sum of the lines; of a PENDING order, of the lines that already have a price. */
  readonly subtotal: Money;
  /** The total that the customer pays: `subtotal + shipping`. */
  readonly total: Money;
  /** When it last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
};

/** A page of orders. */
export type OrderConnection = {
  readonly __typename?: 'OrderConnection';
  /** The page's orders, each with its cursor. */
  readonly edges: ReadonlyArray<OrderEdge>;
  /** The page's orders. */
  readonly nodes: ReadonlyArray<Order>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many orders the whole list has, counted up to 10,000. */
  readonly totalCount: Scalars['Int']['output'];
  /** Whether the whole list was counted; false where it has more than `totalCount` says. */
  readonly totalCountExact: Scalars['Boolean']['output'];
};

/** An order in a list. */
export type OrderEdge = {
  readonly __typename?: 'OrderEdge';
  /** Where the order stands, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The order. */
  readonly node: Order;
};

/** Which orders to list. Conditions that are given must all hold. */
export type OrderFilter = {
  /** Only orders of this customer. */
  readonly customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Only orders placed at or after this moment. */
  readonly placedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only orders placed before this moment. */
  readonly placedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only orders in this status. */
  readonly status?: InputMaybe<OrderStatus>;
};

/** A product in an order: what it was on that day, beside what it is today. */
export type OrderLine = {
  readonly __typename?: 'OrderLine';
  /** The fraction taken off the line: `"0.15"` is 15 % off. */
  readonly discount: Scalars['Decimal']['output'];
  /** The product as it is today; null when the catalogue cannot be reached or no longer has it. */
  readonly product?: Maybe<Product>;
  /** The name on that day; null until the order's stock is reserved. */
  readonly productName?: Maybe<Scalars['String']['output']>;
  /** How many units. */
  readonly quantity: Scalars['Int']['output'];
  /** The stock keeping unit on that day; null until the order's stock is reserved. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /** `unitPrice × quantity × (1 − discount)`, rounded half up; null until the order's stock is reserved. */
  readonly total?: Maybe<Money>;
  /** The price of one unit on that day; null until the order's stock is reserved. */
  readonly unitPrice?: Maybe<Money>;
};

/** Units of one product to order. */
export type OrderLineInput = {
  /** The product. */
  readonly productId: Scalars['ID']['input'];
  /** How many units, 1 to 1,000. */
  readonly quantity: Scalars['Int']['input'];
};

/** There is no such order that the caller may see. */
export type OrderNotFound = UserError & {
  readonly __typename?: 'OrderNotFound';
  /** What is missing, for a person. */
  readonly message: Scalars['String']['output'];
  /** The id that was asked for. */
  readonly orderId: Scalars['ID']['output'];
  /** The path of the order in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Where an order stands. */
export type OrderStatus =
  /** It was called off after it was placed; its units went back into stock. */
  | 'CANCELLED'
  /** It is placed: its units are taken. */
  | 'CONFIRMED'
  /** It has arrived. */
  | 'DELIVERED'
  /** It is being placed: nothing is promised yet. */
  | 'PENDING'
  /** It could not be placed; nothing was taken. */
  | 'REJECTED'
  /** It is on its way. */
  | 'SHIPPED';

/** One step in an order's life. */
export type OrderStatusChange = {
  readonly __typename?: 'OrderStatusChange';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Why; null when nobody said. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The status it came into. */
  readonly status: OrderStatus;
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

/** Why an order was not placed. */
export type PlaceOrderError = IdempotencyConflict | InsufficientStock | InvalidInput | PriceChanged | ProductUnavailable | TooManyOrders;

/** The input of `placeOrder`. */
export type PlaceOrderInput = {
  /** The total that the customer was told, shipping included. If it is another now, nothing is ordered. */
  readonly expectedTotal?: InputMaybe<Scalars['Decimal']['input']>;
  /** Names this purchase among the customer's own: 1 to 100 characters. A random UUID does well. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The products to order, 1 to 100 lines. Lines of one product are added up. */
  readonly lines: ReadonlyArray<OrderLineInput>;
  /** Where to send it. */
  readonly shippingAddress?: InputMaybe<AddressInput>;
};

/** The result of `placeOrder`. */
export type PlaceOrderPayload = {
  readonly __typename?: 'PlaceOrderPayload';
  /** Why nothing was ordered; empty when it was. */
  readonly errors: ReadonlyArray<PlaceOrderError>;
  /** The order; REJECTED, or null when there was none to make, when there are errors. */
  readonly order?: Maybe<Order>;
};

/** The order costs something else than the customer was told. */
export type PriceChanged = UserError & {
  readonly __typename?: 'PriceChanged';
  /** The total now, shipping included. */
  readonly actual: Money;
  /** The total that the customer was told. */
  readonly expected: Money;
  /** Says how the total changed, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the expected total in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Something the shop sells. */
export type Product = {
  readonly __typename?: 'Product';
  /** Names the product for good. */
  readonly id: Scalars['ID']['output'];
  /** Whether the caller ever ordered it; null for an anonymous caller. Cancelled and rejected orders do not count. */
  readonly orderedByMe?: Maybe<Scalars['Boolean']['output']>;
};

/** There is no such product, or it is no longer sold. */
export type ProductUnavailable = UserError & {
  readonly __typename?: 'ProductUnavailable';
  /** Says which product cannot be bought, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the product in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that was asked for. */
  readonly productId: Scalars['ID']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** The caller's order with this id, any order for staff; null when there is none that the caller may see. */
  readonly order?: Maybe<Order>;
  /** All orders, the latest first, for staff. */
  readonly orders: OrderConnection;
  /**
   * The price of an order at today's prices, which `placeOrder` takes as `expectedTotal`. Nothing is held, and an order may
   * still be refused for its stock. Anyone may ask.
   */
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

/** The price of an order, were it placed now. It is no promise: prices may change before the order is placed. */
export type Quote = {
  readonly __typename?: 'Quote';
  /** The amount that the discounts took off the lines. */
  readonly discount: Money;
  /** The products, each once, in the order of their ids. */
  readonly lines: ReadonlyArray<QuoteLine>;
  /** The price of sending the order. */
  readonly shipping: Money;
  /** The sum of the lines that have a price, their discounts taken off. */
  readonly subtotal: Money;
  /** The total that the customer pays: `subtotal + shipping`. It is the `expectedTotal` of `placeOrder`. */
  readonly total: Money;
};

/** The input of `quote`. */
export type QuoteInput = {
  /** The products to price, 1 to 100 lines. Lines of one product are added up. */
  readonly lines: ReadonlyArray<OrderLineInput>;
};

/** A product in a quote, with today's name and price. */
export type QuoteLine = {
  readonly __typename?: 'QuoteLine';
  /** The fraction taken off the line: `"0.15"` is 15 % off. */
  readonly discount: Scalars['Decimal']['output'];
  /** The product; null when the catalogue cannot be reached or does not have it. */
  readonly product?: Maybe<Product>;
  /** The product's name; null when there is no such product, or it is no longer sold. */
  readonly productName?: Maybe<Scalars['String']['output']>;
  /** How many units. */
  readonly quantity: Scalars['Int']['output'];
  /** The stock keeping unit; null when there is no such product, or it is no longer sold. */
  readonly sku?: Maybe<Scalars['String']['output']>;
  /** `unitPrice × quantity × (1 − discount)`, rounded half up; null when the line has no price. */
  readonly total?: Maybe<Money>;
  /** The price of one unit; null when there is no such product, or it is no longer sold. */
  readonly unitPrice?: Maybe<Money>;
};

/** Why an order was not shipped. */
export type ShipOrderError = InvalidOrderTransition | OrderNotFound;

/** The input of `shipOrder`. */
export type ShipOrderInput = {
  /** The order that was sent. */
  readonly orderId: Scalars['ID']['input'];
};

/** The result of `shipOrder`. */
export type ShipOrderPayload = {
  readonly __typename?: 'ShipOrderPayload';
  /** Why it was not shipped; empty when it was. */
  readonly errors: ReadonlyArray<ShipOrderError>;
  /** The order; null when there is none. */
  readonly order?: Maybe<Order>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Each order of the caller, as each change left it. */
  readonly myOrdersChanged?: Maybe<Order>;
  /** The order as each change left it: the caller's own, or any for staff. Nothing comes of an order that the caller may not see. */
  readonly orderChanged?: Maybe<Order>;
};


export type SubscriptionOrderChangedArgs = {
  orderId: Scalars['ID']['input'];
};

/** The customer has as many orders as one may have at a time, or has placed as many as one may in an hour. */
export type TooManyOrders = UserError & {
  readonly __typename?: 'TooManyOrders';
  /** How many there may be. */
  readonly limit: Scalars['Int']['output'];
  /** Which orders are too many and when to order again, for a person. */
  readonly message: Scalars['String']['output'];
  /** Null: no field of the input is at fault. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Someone with an account. */
export type User = {
  readonly __typename?: 'User';
  /** Names the user for good. */
  readonly id: Scalars['ID']['output'];
  /** The user's orders, the latest first: one's own, or anyone's for staff; otherwise null. */
  readonly orders?: Maybe<OrderConnection>;
};


/** Someone with an account. */
export type UserOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerOrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
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
  Order: Order;
  Product: Product;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
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
  Address: ResolverTypeWrapper<Address>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  CancelOrderError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelOrderError']>;
  CancelOrderInput: CancelOrderInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
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
  Order: ResolverTypeWrapper<OrderModel>;
  OrderConnection: ResolverTypeWrapper<ConnectionModel<OrderModel>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  OrderEdge: ResolverTypeWrapper<EdgeModel<OrderModel>>;
  OrderFilter: OrderFilter;
  OrderLine: ResolverTypeWrapper<OrderLineModel>;
  OrderLineInput: OrderLineInput;
  OrderNotFound: ResolverTypeWrapper<OrderNotFound>;
  OrderStatus: OrderStatus;
  OrderStatusChange: ResolverTypeWrapper<OrderStatusChange>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
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
  Address: Address;
  String: Scalars['String']['output'];
  AddressInput: AddressInput;
  CancelOrderError: ResolversUnionTypes<ResolversParentTypes>['CancelOrderError'];
  CancelOrderInput: CancelOrderInput;
  ID: Scalars['ID']['output'];
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
  Order: OrderModel;
  OrderConnection: ConnectionModel<OrderModel>;
  Boolean: Scalars['Boolean']['output'];
  OrderEdge: EdgeModel<OrderModel>;
  OrderFilter: OrderFilter;
  OrderLine: OrderLineModel;
  OrderLineInput: OrderLineInput;
  OrderNotFound: OrderNotFound;
  OrderStatusChange: OrderStatusChange;
  PageInfo: PageInfo;
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

