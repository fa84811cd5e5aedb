/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { OperationDocument } from '../operations/document.js';
/** A postal address. */
export type AddressInput = {
  /** The town or city, 1 to 100 characters. */
  readonly city: string;
  /** The country's name, 1 to 100 characters. */
  readonly country: string;
  /** The postal code, at most 20 characters. */
  readonly postalCode?: string | null | undefined;
  /** Who receives what is sent there, 1 to 200 characters. */
  readonly recipient: string;
  /** The state, province or region, at most 100 characters. */
  readonly region?: string | null | undefined;
  /** Street and number, or what takes their place, 1 to 200 characters. */
  readonly street: string;
};

/** The input of `adjustStock`. */
export type AdjustStockInput = {
  /** Units that come in (positive) or go out (negative); not zero, at most 1,000,000 either way. */
  readonly delta: number;
  /** Names this change: sent again, with the same input, it is booked once. 1 to 100 characters. */
  readonly idempotencyKey: string;
  /** The product whose stock changes. */
  readonly productId: string;
  /** Why, for the record: 1 to 200 characters. */
  readonly reason: string;
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

/** The input of `cancelOrder`. */
export type CancelOrderInput = {
  /** The order to call off. */
  readonly orderId: string;
  /** Why, for the record: at most 500 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `changePassword`. */
export type ChangePasswordInput = {
  /** The password so far. */
  readonly currentPassword: string;
  /** The new one: 8 to 128 characters, none of the most common ones. */
  readonly newPassword: string;
};

/** The input of `confirmDelivery`. */
export type ConfirmDeliveryInput = {
  /** The order that has arrived. */
  readonly orderId: string;
};

/** The input of `createProduct`. */
export type CreateProductInput = {
  /** The product's category. */
  readonly categoryId?: string | null | undefined;
  /** A description of the product, at most 5,000 characters. */
  readonly description?: string | null | undefined;
  /** The product's name, 1 to 200 characters. */
  readonly name: string;
  /** The price of one unit, in the catalogue's currency. */
  readonly price: MoneyInput;
  /** A stock keeping unit that no other product has: 1 to 64 letters, digits, `-`, `_` or `.`. */
  readonly sku: string;
  /** How many units there are to sell, 0 to 1,000,000. */
  readonly stock?: number;
};

/** Which of a customer's orders to list. Conditions that are given must all hold. */
export type CustomerOrderFilter = {
  /** Only orders placed at or after this moment. */
  readonly placedAfter?: string | null | undefined;
  /** Only orders placed before this moment. */
  readonly placedBefore?: string | null | undefined;
  /** Only orders in this status. */
  readonly status?: OrderStatus | null | undefined;
};

/** The input of `disableUser`. */
export type DisableUserInput = {
  /** The account. */
  readonly userId: string;
};

/** The input of `discontinueProduct`. */
export type DiscontinueProductInput = {
  /** The product to end. */
  readonly id: string;
};

/** The input of `enableUser`. */
export type EnableUserInput = {
  /** The account. */
  readonly userId: string;
};

/** The input of `endSession`. */
export type EndSessionInput = {
  /** The session, one of the caller's. */
  readonly id: string;
};

/** The input of `endSessions`. */
export type EndSessionsInput = {
  /** The account. */
  readonly userId: string;
};

/** An exact amount of one currency. */
export type MoneyInput = {
  /** The amount, with at most the currency's own number of decimals. */
  readonly amount: string;
  /** The currency of the amount. */
  readonly currency: string;
};

/** Which orders to list. Conditions that are given must all hold. */
export type OrderFilter = {
  /** Only orders of this customer. */
  readonly customerId?: string | null | undefined;
  /** Only orders placed at or after this moment. */
  readonly placedAfter?: string | null | undefined;
  /** Only orders placed before this moment. */
  readonly placedBefore?: string | null | undefined;
  /** Only orders in this status. */
  readonly status?: OrderStatus | null | undefined;
};

/** Units of one product to order. */
export type OrderLineInput = {
  /** The product. */
  readonly productId: string;
  /** How many units, 1 to 1,000. */
  readonly quantity: number;
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

/** The input of `placeOrder`. */
export type PlaceOrderInput = {
  /** The total that the customer was told, shipping included. If it is another now, nothing is ordered. */
  readonly expectedTotal?: string | null | undefined;
  /** Names this purchase among the customer's own: 1 to 100 characters. A random UUID does well. */
  readonly idempotencyKey: string;
  /** The products to order, 1 to 100 lines. Lines of one product are added up. */
  readonly lines: ReadonlyArray<OrderLineInput>;
  /** Where to send it. */
  readonly shippingAddress?: AddressInput | null | undefined;
};

/** Which products to list. Conditions that are given must all hold. */
export type ProductFilter = {
  /** Only products of this category. */
  readonly categoryId?: string | null | undefined;
  /** Only products that can (true) or cannot (false) be bought now. */
  readonly inStock?: boolean | null | undefined;
  /** Only products that cost at most this much, in the catalogue's currency. */
  readonly maxPrice?: string | null | undefined;
  /** Only products that cost at least this much, in the catalogue's currency. */
  readonly minPrice?: string | null | undefined;
  /** Only products whose name and description hold all of these words or beginnings of words. Text, never a pattern. */
  readonly search?: string | null | undefined;
};

/** How a list of products is sorted. Products that tie are in the order of their ids. */
export type ProductSort =
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

/** The input of `quote`. */
export type QuoteInput = {
  /** The products to price, 1 to 100 lines. Lines of one product are added up. */
  readonly lines: ReadonlyArray<OrderLineInput>;
};

/** The input of `refreshSession`. */
export type RefreshSessionInput = {
  /** The newest refresh token of the session. */
  readonly refreshToken: string;
};

/** A set of rights that an account may have. */
export type Role =
  /** Gives and takes roles, and does all that staff does. */
  | 'ADMIN'
  /** Buys, and sees what is one's own. */
  | 'CUSTOMER'
  /** Runs the shop: catalogue, inventory, fulfilment; reads all orders and users. */
  | 'STAFF';

/** The input of `shipOrder`. */
export type ShipOrderInput = {
  /** The order that was sent. */
  readonly orderId: string;
};

/** The input of `signIn`. */
export type SignInInput = {
  /** The account's email. Capitals make no difference. */
  readonly email: string;
  /** The account's password. */
  readonly password: string;
};

/** The input of `signOut`. */
export type SignOutInput = {
  /** A refresh token of the session. */
  readonly refreshToken: string;
};

/** The input of `signUp`. */
export type SignUpInput = {
  /** The address to sign in with. Capitals make no difference. */
  readonly email: string;
  /** The name others see, 1 to 100 characters. */
  readonly name: string;
  /** 8 to 128 characters, none of the most common ones. */
  readonly password: string;
};

/** The input of `updateProduct`. */
export type UpdateProductInput = {
  /** Its new category; null takes it away. */
  readonly categoryId?: string | null | undefined;
  /** Its new description, at most 5,000 characters; null takes it away. */
  readonly description?: string | null | undefined;
  /** The product to change. */
  readonly id: string;
  /** Its new name, 1 to 200 characters. */
  readonly name?: string | null | undefined;
  /** Its new price, in the catalogue's currency. Orders keep the price they were placed at. */
  readonly price?: MoneyInput | null | undefined;
};

/** The input of `updateProfile`. */
export type UpdateProfileInput = {
  /** The new default address; null takes it away. */
  readonly defaultAddress?: AddressInput | null | undefined;
  /** The new name, 1 to 100 characters. */
  readonly name?: string | null | undefined;
};

export type MobileAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type MobileAccountQuery = { readonly me: { readonly id: string, readonly name: string, readonly email: string | null, readonly defaultAddress: { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null, readonly orders: { readonly totalCount: number } | null } | null };

export type MobileBrowseQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ProductFilter | null | undefined;
  sort?: ProductSort | null | undefined;
}>;


export type MobileBrowseQuery = { readonly products: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type MobileCancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
}>;


export type MobileCancelOrderMutation = { readonly cancelOrder: { readonly order: { readonly id: string, readonly status: OrderStatus } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidInput', readonly message: string }
      | { readonly __typename: 'InvalidOrderTransition', readonly message: string }
      | { readonly __typename: 'OrderNotFound', readonly message: string }
    > } | null };

export type MobileCartLineQueryVariables = Exact<{
  id: string;
}>;


export type MobileCartLineQuery = { readonly product: { readonly stock: number, readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string } } | null };

export type MobileCheckoutMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type MobileCheckoutMutation = { readonly placeOrder: { readonly order: { readonly id: string, readonly number: number, readonly status: OrderStatus, readonly total: { readonly amount: string, readonly currency: string } } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InsufficientStock', readonly message: string, readonly path: ReadonlyArray<string> | null, readonly available: number }
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'PriceChanged', readonly message: string, readonly path: ReadonlyArray<string> | null, readonly actual: { readonly amount: string, readonly currency: string } }
      | { readonly __typename: 'ProductUnavailable', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'TooManyOrders', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type MobileSessionFragment = { readonly accessToken: string, readonly refreshToken: string, readonly expiresAt: string };

export type MobileTileFragment = { readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string } };

export type MobileHomeQueryVariables = Exact<{
  perCategory?: number | null | undefined;
}>;


export type MobileHomeQuery = { readonly categories: ReadonlyArray<{ readonly id: string, readonly name: string, readonly products: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string } }> } }> };

export type MobileOrderQueryVariables = Exact<{
  id: string;
}>;


export type MobileOrderQuery = { readonly order: { readonly id: string, readonly number: number, readonly status: OrderStatus, readonly placedAt: string, readonly lines: ReadonlyArray<{ readonly productName: string | null, readonly quantity: number, readonly total: { readonly amount: string, readonly currency: string } | null, readonly product: { readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string } } | null }>, readonly total: { readonly amount: string, readonly currency: string }, readonly history: ReadonlyArray<{ readonly status: OrderStatus, readonly at: string }> } | null };

export type MobileOrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MobileOrdersQuery = { readonly me: { readonly id: string, readonly orders: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: number, readonly status: OrderStatus, readonly placedAt: string, readonly total: { readonly amount: string, readonly currency: string }, readonly lines: ReadonlyArray<{ readonly quantity: number, readonly product: { readonly id: string, readonly name: string } | null }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null } | null };

export type MobileProductQueryVariables = Exact<{
  id: string;
}>;


export type MobileProductQuery = { readonly product: { readonly description: string | null, readonly stock: number, readonly orderedByMe: boolean | null, readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string } } | null };

export type MobileRefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type MobileRefreshSessionMutation = { readonly refreshSession: { readonly session: { readonly accessToken: string, readonly refreshToken: string, readonly expiresAt: string } | null, readonly errors: ReadonlyArray<{ readonly __typename: 'InvalidRefreshToken', readonly message: string }> } | null };

export type MobileSearchQueryVariables = Exact<{
  words: string;
  first?: number | null | undefined;
}>;


export type MobileSearchQuery = { readonly products: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string } }> } };

export type MobileSignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type MobileSignInMutation = { readonly signIn: { readonly session: { readonly accessToken: string, readonly refreshToken: string, readonly expiresAt: string } | null, readonly user: { readonly id: string, readonly name: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidCredentials', readonly message: string }
      | { readonly __typename: 'TooManyAttempts', readonly message: string, readonly retryAfter: number }
    > } | null };

export type MobileSignOutMutationVariables = Exact<{
  input: SignOutInput;
}>;


export type MobileSignOutMutation = { readonly signOut: { readonly signedOut: boolean } | null };

export type WebAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type WebAccountQuery = { readonly me: { readonly id: string, readonly name: string, readonly email: string | null, readonly roles: ReadonlyArray<Role> | null, readonly createdAt: string | null, readonly defaultAddress: { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null } | null };

export type WebBrowseQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: ProductFilter | null | undefined;
  sort?: ProductSort | null | undefined;
}>;


export type WebBrowseQuery = { readonly products: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } }, readonly categories: ReadonlyArray<{ readonly id: string, readonly name: string }> };

export type WebCancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
}>;


export type WebCancelOrderMutation = { readonly cancelOrder: { readonly order: { readonly id: string, readonly status: OrderStatus, readonly updatedAt: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidOrderTransition', readonly from: OrderStatus, readonly to: OrderStatus, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'OrderNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebCartPricesQueryVariables = Exact<{
  line1: string;
  line2?: string;
  line3?: string;
  line4?: string;
  line5?: string;
  line6?: string;
  line7?: string;
  line8?: string;
}>;


export type WebCartPricesQuery = { readonly line1: { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } } | null, readonly line2: { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } } | null, readonly line3: { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } } | null, readonly line4: { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } } | null, readonly line5: { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } } | null, readonly line6: { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } } | null, readonly line7: { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } } | null, readonly line8: { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } } | null };

export type WebCartLineFragment = { readonly id: string, readonly name: string, readonly availability: Availability, readonly stock: number, readonly price: { readonly amount: string, readonly currency: string } };

export type WebCategoryQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  sort?: ProductSort | null | undefined;
}>;


export type WebCategoryQuery = { readonly category: { readonly id: string, readonly name: string, readonly description: string | null, readonly products: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } } | null };

export type WebChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type WebChangePasswordMutation = { readonly changePassword: { readonly session: { readonly accessToken: string, readonly refreshToken: string, readonly expiresAt: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidCredentials', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'TooManyAttempts', readonly retryAfter: number, readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebEndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type WebEndSessionMutation = { readonly endSession: { readonly session: { readonly id: string } | null, readonly errors: ReadonlyArray<{ readonly __typename: 'SessionNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }> } | null };

export type WebFacetsQueryVariables = Exact<{
  categoryFilter?: ProductFilter | null | undefined;
  priceFilter?: ProductFilter | null | undefined;
}>;


export type WebFacetsQuery = { readonly byCategory: { readonly facets: { readonly categories: ReadonlyArray<{ readonly count: number, readonly category: { readonly id: string, readonly name: string } }> } }, readonly byPrice: { readonly facets: { readonly prices: ReadonlyArray<{ readonly count: number, readonly min: { readonly amount: string, readonly currency: string }, readonly max: { readonly amount: string, readonly currency: string } | null }> } } };

export type WebAddressFragment = { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string };

export type WebMoneyFragment = { readonly amount: string, readonly currency: string };

export type WebPageFragment = { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null };

export type WebProductCardFragment = { readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> };

export type WebSessionFragment = { readonly accessToken: string, readonly refreshToken: string, readonly expiresAt: string };

type WebUserError_AdministratorNeeded_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_CategoryNotFound_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_IdempotencyConflict_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_InsufficientStock_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_InvalidCredentials_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_InvalidInput_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_InvalidOrderTransition_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_InvalidRefreshToken_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_OrderNotFound_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_PriceChanged_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_ProductNotFound_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_ProductUnavailable_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_SessionNotFound_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_SignUpRefused_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_SkuTaken_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_TooManyAttempts_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_TooManyOrders_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_UserNotFound_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

export type WebUserErrorFragment =
  | WebUserError_AdministratorNeeded_Fragment
  | WebUserError_CategoryNotFound_Fragment
  | WebUserError_IdempotencyConflict_Fragment
  | WebUserError_InsufficientStock_Fragment
  | WebUserError_InvalidCredentials_Fragment
  | WebUserError_InvalidInput_Fragment
  | WebUserError_InvalidOrderTransition_Fragment
  | WebUserError_InvalidRefreshToken_Fragment
  | WebUserError_OrderNotFound_Fragment
  | WebUserError_PriceChanged_Fragment
  | WebUserError_ProductNotFound_Fragment
  | WebUserError_ProductUnavailable_Fragment
  | WebUserError_SessionNotFound_Fragment
  | WebUserError_SignUpRefused_Fragment
  | WebUserError_SkuTaken_Fragment
  | WebUserError_TooManyAttempts_Fragment
  | WebUserError_TooManyOrders_Fragment
  | WebUserError_UserNotFound_Fragment
;

export type WebOrderHistoryQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: CustomerOrderFilter | null | undefined;
}>;


export type WebOrderHistoryQuery = { readonly me: { readonly id: string, readonly orders: { readonly totalCount: number, readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly number: number, readonly status: OrderStatus, readonly placedAt: string, readonly total: { readonly amount: string, readonly currency: string }, readonly lines: ReadonlyArray<{ readonly productName: string | null, readonly quantity: number }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } | null } | null };

export type WebOrderPageQueryVariables = Exact<{
  id: string;
}>;


export type WebOrderPageQuery = { readonly order: { readonly id: string, readonly number: number, readonly status: OrderStatus, readonly placedAt: string, readonly updatedAt: string, readonly customer: { readonly id: string, readonly name: string } | null, readonly lines: ReadonlyArray<{ readonly sku: string | null, readonly productName: string | null, readonly quantity: number, readonly discount: string, readonly unitPrice: { readonly amount: string, readonly currency: string } | null, readonly total: { readonly amount: string, readonly currency: string } | null, readonly product: { readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } | null }>, readonly subtotal: { readonly amount: string, readonly currency: string }, readonly shipping: { readonly amount: string, readonly currency: string }, readonly total: { readonly amount: string, readonly currency: string }, readonly history: ReadonlyArray<{ readonly status: OrderStatus, readonly at: string, readonly reason: string | null }>, readonly shippingAddress: { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null } | null };

export type WebPlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type WebPlaceOrderMutation = { readonly placeOrder: { readonly order: { readonly id: string, readonly number: number, readonly status: OrderStatus, readonly total: { readonly amount: string, readonly currency: string } } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InsufficientStock', readonly requested: number, readonly available: number, readonly message: string, readonly path: ReadonlyArray<string> | null, readonly product: { readonly id: string, readonly name: string } | null }
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'PriceChanged', readonly message: string, readonly path: ReadonlyArray<string> | null, readonly expected: { readonly amount: string, readonly currency: string }, readonly actual: { readonly amount: string, readonly currency: string } }
      | { readonly __typename: 'ProductUnavailable', readonly productId: string, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'TooManyOrders', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebProductBySkuQueryVariables = Exact<{
  sku: string;
}>;


export type WebProductBySkuQuery = { readonly productBySku: { readonly description: string | null, readonly stock: number, readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } | null };

export type WebProductPageQueryVariables = Exact<{
  id: string;
}>;


export type WebProductPageQuery = { readonly product: { readonly description: string | null, readonly stock: number, readonly orderedByMe: boolean | null, readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly category: { readonly id: string, readonly name: string } | null, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } | null };

export type WebQuoteQueryVariables = Exact<{
  input: QuoteInput;
}>;


export type WebQuoteQuery = { readonly quote: { readonly lines: ReadonlyArray<{ readonly productName: string | null, readonly quantity: number, readonly product: { readonly stock: number, readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } | null, readonly unitPrice: { readonly amount: string, readonly currency: string } | null, readonly total: { readonly amount: string, readonly currency: string } | null }>, readonly subtotal: { readonly amount: string, readonly currency: string }, readonly discount: { readonly amount: string, readonly currency: string }, readonly shipping: { readonly amount: string, readonly currency: string }, readonly total: { readonly amount: string, readonly currency: string } } | null };

export type WebRefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type WebRefreshSessionMutation = { readonly refreshSession: { readonly session: { readonly accessToken: string, readonly refreshToken: string, readonly expiresAt: string } | null, readonly errors: ReadonlyArray<{ readonly __typename: 'InvalidRefreshToken', readonly message: string, readonly path: ReadonlyArray<string> | null }> } | null };

export type WebSearchQueryVariables = Exact<{
  words: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WebSearchQuery = { readonly products: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly category: { readonly id: string, readonly name: string } | null, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type WebSessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type WebSessionsQuery = { readonly me: { readonly id: string, readonly sessions: ReadonlyArray<{ readonly id: string, readonly createdAt: string | null, readonly lastUsedAt: string | null, readonly client: string | null, readonly current: boolean }> | null } | null };

export type WebSignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type WebSignInMutation = { readonly signIn: { readonly session: { readonly accessToken: string, readonly refreshToken: string, readonly expiresAt: string } | null, readonly user: { readonly id: string, readonly name: string, readonly roles: ReadonlyArray<Role> | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidCredentials', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'TooManyAttempts', readonly retryAfter: number, readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebSignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type WebSignOutEverywhereMutation = { readonly signOutEverywhere: { readonly sessionsEnded: number, readonly errors: ReadonlyArray<{ readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }> } | null };

export type WebSignOutMutationVariables = Exact<{
  input: SignOutInput;
}>;


export type WebSignOutMutation = { readonly signOut: { readonly signedOut: boolean, readonly errors: ReadonlyArray<{ readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }> } | null };

export type WebSignUpMutationVariables = Exact<{
  input: SignUpInput;
}>;


export type WebSignUpMutation = { readonly signUp: { readonly session: { readonly accessToken: string, readonly refreshToken: string, readonly expiresAt: string } | null, readonly user: { readonly id: string, readonly name: string, readonly email: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'SignUpRefused', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'TooManyAttempts', readonly retryAfter: number, readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebStaffAdjustStockMutationVariables = Exact<{
  input: AdjustStockInput;
}>;


export type WebStaffAdjustStockMutation = { readonly adjustStock: { readonly product: { readonly id: string, readonly stock: number } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'IdempotencyConflict', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InsufficientStock', readonly requested: number, readonly available: number, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ProductNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebStaffConfirmDeliveryMutationVariables = Exact<{
  input: ConfirmDeliveryInput;
}>;


export type WebStaffConfirmDeliveryMutation = { readonly confirmDelivery: { readonly order: { readonly id: string, readonly status: OrderStatus, readonly updatedAt: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidOrderTransition', readonly from: OrderStatus, readonly to: OrderStatus, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'OrderNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebStaffCreateProductMutationVariables = Exact<{
  input: CreateProductInput;
}>;


export type WebStaffCreateProductMutation = { readonly createProduct: { readonly product: { readonly description: string | null, readonly stock: number, readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'CategoryNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'SkuTaken', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebStaffDisableUserMutationVariables = Exact<{
  input: DisableUserInput;
}>;


export type WebStaffDisableUserMutation = { readonly disableUser: { readonly user: { readonly id: string, readonly disabled: boolean | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'AdministratorNeeded', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'UserNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebStaffDiscontinueProductMutationVariables = Exact<{
  input: DiscontinueProductInput;
}>;


export type WebStaffDiscontinueProductMutation = { readonly discontinueProduct: { readonly product: { readonly id: string, readonly availability: Availability } | null, readonly errors: ReadonlyArray<{ readonly __typename: 'ProductNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }> } | null };

export type WebStaffEnableUserMutationVariables = Exact<{
  input: EnableUserInput;
}>;


export type WebStaffEnableUserMutation = { readonly enableUser: { readonly user: { readonly id: string, readonly disabled: boolean | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'AdministratorNeeded', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'UserNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebStaffEndSessionsMutationVariables = Exact<{
  input: EndSessionsInput;
}>;


export type WebStaffEndSessionsMutation = { readonly endSessions: { readonly sessionsEnded: number | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'AdministratorNeeded', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'UserNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebStaffInventoryQueryVariables = Exact<{
  id: string;
}>;


export type WebStaffInventoryQuery = { readonly product: { readonly id: string, readonly sku: string, readonly name: string, readonly stock: number, readonly inventory: { readonly available: number, readonly held: number, readonly sold: number, readonly received: number } | null } | null };

export type WebStaffOrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: OrderFilter | null | undefined;
}>;


export type WebStaffOrdersQuery = { readonly orders: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: number, readonly status: OrderStatus, readonly placedAt: string, readonly total: { readonly amount: string, readonly currency: string }, readonly customer: { readonly id: string, readonly name: string, readonly email: string | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type WebStaffShipOrderMutationVariables = Exact<{
  input: ShipOrderInput;
}>;


export type WebStaffShipOrderMutation = { readonly shipOrder: { readonly order: { readonly id: string, readonly status: OrderStatus, readonly updatedAt: string } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidOrderTransition', readonly from: OrderStatus, readonly to: OrderStatus, readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'OrderNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebStaffUpdateProductMutationVariables = Exact<{
  input: UpdateProductInput;
}>;


export type WebStaffUpdateProductMutation = { readonly updateProduct: { readonly product: { readonly description: string | null, readonly updatedAt: string, readonly id: string, readonly sku: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'CategoryNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'ProductNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebUpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type WebUpdateProfileMutation = { readonly updateProfile: { readonly user: { readonly id: string, readonly name: string, readonly defaultAddress: { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null } | null, readonly errors: ReadonlyArray<{ readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }> } | null };

export const mobileAccount: OperationDocument<MobileAccountQuery, MobileAccountQueryVariables> = {
  id: 'afc4411379520270abc20a585e0e91d8ff325bc14f3a295cf4966a66abd0d9ee',
  name: 'MobileAccount',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-identity',
  text: `query MobileAccount {
  me {
    id
    name
    email
    defaultAddress {
      recipient
      street
      city
      region
      postalCode
      country
    }
    orders(first: 1) {
      totalCount
    }
  }
}`,
};

export const mobileBrowse: OperationDocument<MobileBrowseQuery, MobileBrowseQueryVariables> = {
  id: 'be8f313f9035c10aeec5f0560c64604b23c23a19d574fef7b4eb63c1a5d7076e',
  name: 'MobileBrowse',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `query MobileBrowse($first: Int = 20, $after: String, $filter: ProductFilter, $sort: ProductSort = NAME_ASC) {
  products(first: $first, after: $after, filter: $filter, sort: $sort) {
    nodes {
      ...MobileTile
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
  }
  availability
}`,
};

export const mobileCancelOrder: OperationDocument<MobileCancelOrderMutation, MobileCancelOrderMutationVariables> = {
  id: '2d630cce95135ba1a396133dc5ffb0dbaab59546b56bc997b49fce9a544dd08b',
  name: 'MobileCancelOrder',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `mutation MobileCancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    order {
      id
      status
    }
    errors {
      __typename
      ... on UserError {
        message
      }
    }
  }
}`,
};

export const mobileCartLine: OperationDocument<MobileCartLineQuery, MobileCartLineQueryVariables> = {
  id: '5cd8a999d35a5ca24f7618caaf3cc2284b0e8f75ab7815fd2cd61ea03dc38ae8',
  name: 'MobileCartLine',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-checkout',
  text: `query MobileCartLine($id: ID!) {
  product(id: $id) {
    ...MobileTile
    stock
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
  }
  availability
}`,
};

export const mobileCheckout: OperationDocument<MobileCheckoutMutation, MobileCheckoutMutationVariables> = {
  id: 'ac593522d86623d6665cd4874777eedb4e25973f68f40fedbe63a02e78a4e9fe',
  name: 'MobileCheckout',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-checkout',
  text: `mutation MobileCheckout($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
      number
      status
      total {
        amount
        currency
      }
    }
    errors {
      __typename
      ... on UserError {
        message
        path
      }
      ... on PriceChanged {
        actual {
          amount
          currency
        }
      }
      ... on InsufficientStock {
        available
      }
    }
  }
}`,
};

export const mobileHome: OperationDocument<MobileHomeQuery, MobileHomeQueryVariables> = {
  id: 'dd460fc35b9544e20f5d2a00fb8f1e68d9a157327d76ab18176a3fe011a60a0f',
  name: 'MobileHome',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `query MobileHome($perCategory: Int = 4) {
  categories {
    id
    name
    products(first: $perCategory, sort: NEWEST) {
      nodes {
        ...MobileTile
      }
    }
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
  }
  availability
}`,
};

export const mobileOrder: OperationDocument<MobileOrderQuery, MobileOrderQueryVariables> = {
  id: '48197dc5fc75d64fdfeb802e1d65cbaba0fdbbc725c4e662ebb23e9d75993bc0',
  name: 'MobileOrder',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `query MobileOrder($id: ID!) {
  order(id: $id) {
    id
    number
    status
    placedAt
    lines {
      productName
      quantity
      total {
        amount
        currency
      }
      product {
        ...MobileTile
      }
    }
    total {
      amount
      currency
    }
    history {
      status
      at
    }
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
  }
  availability
}`,
};

export const mobileOrders: OperationDocument<MobileOrdersQuery, MobileOrdersQueryVariables> = {
  id: 'a5f74f745d76722c02c8f488c73e5fee797f6af5d5a2ea49827f989c6c120dce',
  name: 'MobileOrders',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `query MobileOrders($first: Int = 10, $after: String) {
  me {
    id
    orders(first: $first, after: $after) {
      nodes {
        id
        number
        status
        placedAt
        total {
          amount
          currency
        }
        lines {
          quantity
          product {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}`,
};

export const mobileProduct: OperationDocument<MobileProductQuery, MobileProductQueryVariables> = {
  id: '2716bd22982eb50b726f73378fbdfe3db3a7e21ab647cf07a3752295c28d21df',
  name: 'MobileProduct',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `query MobileProduct($id: ID!) {
  product(id: $id) {
    ...MobileTile
    description
    stock
    orderedByMe
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
  }
  availability
}`,
};

export const mobileRefreshSession: OperationDocument<MobileRefreshSessionMutation, MobileRefreshSessionMutationVariables> = {
  id: '1cd5e0e7d88a6a83db537ec39f28307b8dc0557e9269871ee175ad11e4c49ca5',
  name: 'MobileRefreshSession',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-identity',
  text: `mutation MobileRefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    session {
      ...MobileSession
    }
    errors {
      __typename
      ... on UserError {
        message
      }
    }
  }
}

fragment MobileSession on Session {
  accessToken
  refreshToken
  expiresAt
}`,
};

export const mobileSearch: OperationDocument<MobileSearchQuery, MobileSearchQueryVariables> = {
  id: '71175d6b371efecd360afc298409ae60c9dd72c044bb852e18789c83860fbf46',
  name: 'MobileSearch',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `query MobileSearch($words: String!, $first: Int = 10) {
  products(first: $first, filter: {search: $words, inStock: true}) {
    nodes {
      ...MobileTile
    }
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
  }
  availability
}`,
};

export const mobileSignIn: OperationDocument<MobileSignInMutation, MobileSignInMutationVariables> = {
  id: '8d1e3cc83d3468d83075ecd75186c0a79ad1ac6cc9faaea23206ffd7e779127c',
  name: 'MobileSignIn',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-identity',
  text: `mutation MobileSignIn($input: SignInInput!) {
  signIn(input: $input) {
    session {
      ...MobileSession
    }
    user {
      id
      name
    }
    errors {
      __typename
      ... on UserError {
        message
      }
      ... on TooManyAttempts {
        retryAfter
      }
    }
  }
}

fragment MobileSession on Session {
  accessToken
  refreshToken
  expiresAt
}`,
};

export const mobileSignOut: OperationDocument<MobileSignOutMutation, MobileSignOutMutationVariables> = {
  id: 'e0afaf38de7f6ac08b5136d6f0adaaaf49f6ddc4a6ada4393f9215dc67f684c4',
  name: 'MobileSignOut',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-identity',
  text: `mutation MobileSignOut($input: SignOutInput!) {
  signOut(input: $input) {
    signedOut
  }
}`,
};

export const webAccount: OperationDocument<WebAccountQuery, WebAccountQueryVariables> = {
  id: '55f8157afd9b2ca65ba31d7e6a6fbc1d4a9bcbfde5e5c7cb1fe826cbdd7082b0',
  name: 'WebAccount',
  type: 'query',
  client: 'web',
  owner: 'web-account',
  text: `query WebAccount {
  me {
    id
    name
    email
    roles
    createdAt
    defaultAddress {
      ...WebAddress
    }
  }
}

fragment WebAddress on Address {
  recipient
  street
  city
  region
  postalCode
  country
}`,
};

export const webBrowse: OperationDocument<WebBrowseQuery, WebBrowseQueryVariables> = {
  id: '31a49610d6b99023e538b3f5b2937689ac1613ca6d71b3f8f475ef0c92b17431',
  name: 'WebBrowse',
  type: 'query',
  client: 'web',
  owner: 'web-storefront',
  text: `query WebBrowse($first: Int = 24, $after: String, $filter: ProductFilter, $sort: ProductSort = NAME_ASC) {
  products(first: $first, after: $after, filter: $filter, sort: $sort) {
    edges {
      cursor
      node {
        ...WebProductCard
      }
    }
    pageInfo {
      ...WebPage
    }
    totalCount
  }
  categories {
    id
    name
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
  }
  availability
  images {
    url
    alt
    width
    height
  }
}`,
};

export const webCancelOrder: OperationDocument<WebCancelOrderMutation, WebCancelOrderMutationVariables> = {
  id: '04c0adb0f399d2fd40ee5daf3c13450dfcc9e0fbd1ba5d2aa18e482a53c40462',
  name: 'WebCancelOrder',
  type: 'mutation',
  client: 'web',
  owner: 'web-account',
  text: `mutation WebCancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    order {
      id
      status
      updatedAt
    }
    errors {
      __typename
      ...WebUserError
      ... on InvalidOrderTransition {
        from
        to
      }
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webCartPrices: OperationDocument<WebCartPricesQuery, WebCartPricesQueryVariables> = {
  id: '9da8782973eacce7d2c9efe50bc114b8a53fffb13a3b88f1cd529863c302bfb6',
  name: 'WebCartPrices',
  type: 'query',
  client: 'web',
  owner: 'web-checkout',
  text: `query WebCartPrices($line1: ID!, $line2: ID! = "", $line3: ID! = "", $line4: ID! = "", $line5: ID! = "", $line6: ID! = "", $line7: ID! = "", $line8: ID! = "") {
  line1: product(id: $line1) {
    ...WebCartLine
  }
  line2: product(id: $line2) {
    ...WebCartLine
  }
  line3: product(id: $line3) {
    ...WebCartLine
  }
  line4: product(id: $line4) {
    ...WebCartLine
  }
  line5: product(id: $line5) {
    ...WebCartLine
  }
  line6: product(id: $line6) {
    ...WebCartLine
  }
  line7: product(id: $line7) {
    ...WebCartLine
  }
  line8: product(id: $line8) {
    ...WebCartLine
  }
}

fragment WebCartLine on Product {
  id
  name
  price {
    ...WebMoney
  }
  availability
  stock
}

fragment WebMoney on Money {
  amount
  currency
}`,
};

export const webCategory: OperationDocument<WebCategoryQuery, WebCategoryQueryVariables> = {
  id: 'fee8260e66b5b8cc3244613b42dccedd0355407762995d70b6aa848aaa3820f4',
  name: 'WebCategory',
  type: 'query',
  client: 'web',
  owner: 'web-storefront',
  text: `query WebCategory($id: ID!, $first: Int = 24, $after: String, $sort: ProductSort = NAME_ASC) {
  category(id: $id) {
    id
    name
    description
    products(first: $first, after: $after, sort: $sort) {
      nodes {
        ...WebProductCard
      }
      pageInfo {
        ...WebPage
      }
      totalCount
    }
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
  }
  availability
  images {
    url
    alt
    width
    height
  }
}`,
};

export const webChangePassword: OperationDocument<WebChangePasswordMutation, WebChangePasswordMutationVariables> = {
  id: '07900661fe5b23b0c22b8ee905ba57bf79026ebf70578f58212dc441db8198a9',
  name: 'WebChangePassword',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    session {
      ...WebSession
    }
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
      }
    }
  }
}

fragment WebSession on Session {
  accessToken
  refreshToken
  expiresAt
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webEndSession: OperationDocument<WebEndSessionMutation, WebEndSessionMutationVariables> = {
  id: '0f40b508e502e572fb83c5dbd7241a2427ef26afa3d155c801cfa1f4ab1766db',
  name: 'WebEndSession',
  type: 'mutation',
  client: 'web',
  owner: 'web-account',
  text: `mutation WebEndSession($input: EndSessionInput!) {
  endSession(input: $input) {
    session {
      id
    }
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webFacets: OperationDocument<WebFacetsQuery, WebFacetsQueryVariables> = {
  id: 'a9c495157eff1b882fc4c994f55ea190f510c37620b78a6c7f304ff485ee686f',
  name: 'WebFacets',
  type: 'query',
  client: 'web',
  owner: 'web-storefront',
  text: `query WebFacets($categoryFilter: ProductFilter, $priceFilter: ProductFilter) {
  byCategory: products(first: 1, filter: $categoryFilter) {
    facets {
      categories {
        category {
          id
          name
        }
        count
      }
    }
  }
  byPrice: products(first: 1, filter: $priceFilter) {
    facets {
      prices {
        min {
          ...WebMoney
        }
        max {
          ...WebMoney
        }
        count
      }
    }
  }
}

fragment WebMoney on Money {
  amount
  currency
}`,
};

export const webOrderHistory: OperationDocument<WebOrderHistoryQuery, WebOrderHistoryQueryVariables> = {
  id: '1238607e946076d39f1c8ee9a3c28988f358721ad653945e1e28fa73660b5dd4',
  name: 'WebOrderHistory',
  type: 'query',
  client: 'web',
  owner: 'web-account',
  text: `query WebOrderHistory($first: Int = 20, $after: String, $filter: CustomerOrderFilter) {
  me {
    id
    orders(first: $first, after: $after, filter: $filter) {
      edges {
        cursor
        node {
          id
          number
          status
          placedAt
          total {
            ...WebMoney
          }
          lines {
            productName
            quantity
          }
        }
      }
      pageInfo {
        ...WebPage
      }
      totalCount
    }
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`,
};

export const webOrderPage: OperationDocument<WebOrderPageQuery, WebOrderPageQueryVariables> = {
  id: 'f2bbf24fd1aab5add88c05c380076cee7e0961e9f79385f424bd339146a4658d',
  name: 'WebOrderPage',
  type: 'query',
  client: 'web',
  owner: 'web-account',
  text: `query WebOrderPage($id: ID!) {
  order(id: $id) {
    id
    number
    status
    placedAt
    updatedAt
    customer {
      id
      name
    }
    lines {
      sku
      productName
      quantity
      unitPrice {
        ...WebMoney
      }
      discount
      total {
        ...WebMoney
      }
      product {
        id
        name
        availability
        price {
          ...WebMoney
        }
        images {
          url
          alt
          width
          height
        }
      }
    }
    subtotal {
      ...WebMoney
    }
    shipping {
      ...WebMoney
    }
    total {
      ...WebMoney
    }
    history {
      status
      at
      reason
    }
    shippingAddress {
      ...WebAddress
    }
  }
}

fragment WebAddress on Address {
  recipient
  street
  city
  region
  postalCode
  country
}

fragment WebMoney on Money {
  amount
  currency
}`,
};

export const webPlaceOrder: OperationDocument<WebPlaceOrderMutation, WebPlaceOrderMutationVariables> = {
  id: '4695840a5c48c159196e8f56c21065d9c2ed5d04ad3cbbe60977eb1f5e726539',
  name: 'WebPlaceOrder',
  type: 'mutation',
  client: 'web',
  owner: 'web-checkout',
  text: `mutation WebPlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      id
      number
      status
      total {
        ...WebMoney
      }
    }
    errors {
      __typename
      ...WebUserError
      ... on InsufficientStock {
        requested
        available
        product {
          id
          name
        }
      }
      ... on PriceChanged {
        expected {
          ...WebMoney
        }
        actual {
          ...WebMoney
        }
      }
      ... on ProductUnavailable {
        productId
      }
    }
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webProductBySku: OperationDocument<WebProductBySkuQuery, WebProductBySkuQueryVariables> = {
  id: '5757b2d25912c5ccb099510cd983b1abb3c6803ae9a1923beca154cdf7ecfb55',
  name: 'WebProductBySku',
  type: 'query',
  client: 'web',
  owner: 'web-storefront',
  text: `query WebProductBySku($sku: String!) {
  productBySku(sku: $sku) {
    ...WebProductCard
    description
    stock
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
  }
  availability
  images {
    url
    alt
    width
    height
  }
}`,
};

export const webProductPage: OperationDocument<WebProductPageQuery, WebProductPageQueryVariables> = {
  id: 'd909fa4f1433a4a1af74806e73383a628b2a1f322a54671ba8b57474ed0a6dc4',
  name: 'WebProductPage',
  type: 'query',
  client: 'web',
  owner: 'web-storefront',
  text: `query WebProductPage($id: ID!) {
  product(id: $id) {
    ...WebProductCard
    description
    stock
    category {
      id
      name
    }
    orderedByMe
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
  }
  availability
  images {
    url
    alt
    width
    height
  }
}`,
};

export const webQuote: OperationDocument<WebQuoteQuery, WebQuoteQueryVariables> = {
  id: '74582fdc28933d28c93c365499b5a6e4b021eae375053cb438d5e2603bba536e',
  name: 'WebQuote',
  type: 'query',
  client: 'web',
  owner: 'web-checkout',
  text: `query WebQuote($input: QuoteInput!) {
  quote(input: $input) {
    lines {
      product {
        ...WebProductCard
        stock
      }
      productName
      quantity
      unitPrice {
        ...WebMoney
      }
      total {
        ...WebMoney
      }
    }
    subtotal {
      ...WebMoney
    }
    discount {
      ...WebMoney
    }
    shipping {
      ...WebMoney
    }
    total {
      ...WebMoney
    }
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
  }
  availability
  images {
    url
    alt
    width
    height
  }
}`,
};

export const webRefreshSession: OperationDocument<WebRefreshSessionMutation, WebRefreshSessionMutationVariables> = {
  id: 'df6e8cfa599a22ed7afb0111cf996bdf3efbe1b8de62b47bc8cca679be831591',
  name: 'WebRefreshSession',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebRefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    session {
      ...WebSession
    }
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebSession on Session {
  accessToken
  refreshToken
  expiresAt
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webSearch: OperationDocument<WebSearchQuery, WebSearchQueryVariables> = {
  id: '68d9fed825f88e9da68873e7cc626d9bd1be12982691aa1de87b40eeb2df4a4e',
  name: 'WebSearch',
  type: 'query',
  client: 'web',
  owner: 'web-storefront',
  text: `query WebSearch($words: String!, $first: Int = 24, $after: String) {
  products(first: $first, after: $after, filter: {search: $words}) {
    nodes {
      ...WebProductCard
      category {
        id
        name
      }
    }
    pageInfo {
      ...WebPage
    }
    totalCount
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
  }
  availability
  images {
    url
    alt
    width
    height
  }
}`,
};

export const webSessions: OperationDocument<WebSessionsQuery, WebSessionsQueryVariables> = {
  id: 'b3c0616b8abc6a9d4f88d15ba9062b471dd934dcd8b03ad4a9e5a6cf147e4a23',
  name: 'WebSessions',
  type: 'query',
  client: 'web',
  owner: 'web-account',
  text: `query WebSessions {
  me {
    id
    sessions {
      id
      createdAt
      lastUsedAt
      client
      current
    }
  }
}`,
};

export const webSignIn: OperationDocument<WebSignInMutation, WebSignInMutationVariables> = {
  id: '093b24dfd0dc11207c237390f2e011d97c8e7e1d6d4b934cc742f7157a1e1105',
  name: 'WebSignIn',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebSignIn($input: SignInInput!) {
  signIn(input: $input) {
    session {
      ...WebSession
    }
    user {
      id
      name
      roles
    }
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
      }
    }
  }
}

fragment WebSession on Session {
  accessToken
  refreshToken
  expiresAt
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webSignOut: OperationDocument<WebSignOutMutation, WebSignOutMutationVariables> = {
  id: '90ed5d3f63d4325a0e3c0271eff4d8d3fe85e095695a0555b8f41a8650f6bf01',
  name: 'WebSignOut',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebSignOut($input: SignOutInput!) {
  signOut(input: $input) {
    signedOut
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webSignOutEverywhere: OperationDocument<WebSignOutEverywhereMutation, WebSignOutEverywhereMutationVariables> = {
  id: '8f71ab6b628b5f29db1ccc4a5ddd8440e91e47538a3eb29b007e6ea32f34ad1c',
  name: 'WebSignOutEverywhere',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebSignOutEverywhere {
  signOutEverywhere {
    sessionsEnded
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webSignUp: OperationDocument<WebSignUpMutation, WebSignUpMutationVariables> = {
  id: '3f704327b41046ee98cbef33f07325f991617b8d58adbbb6095e9c4d7afed47c',
  name: 'WebSignUp',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebSignUp($input: SignUpInput!) {
  signUp(input: $input) {
    session {
      ...WebSession
    }
    user {
      id
      name
      email
    }
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
      }
    }
  }
}

fragment WebSession on Session {
  accessToken
  refreshToken
  expiresAt
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffAdjustStock: OperationDocument<WebStaffAdjustStockMutation, WebStaffAdjustStockMutationVariables> = {
  id: 'c14c826dd0219f7268fccdc19f32a5fd96dedbefa9f00efc60101e8aa7861e4b',
  name: 'WebStaffAdjustStock',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffAdjustStock($input: AdjustStockInput!) {
  adjustStock(input: $input) {
    product {
      id
      stock
    }
    errors {
      __typename
      ...WebUserError
      ... on InsufficientStock {
        requested
        available
      }
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffConfirmDelivery: OperationDocument<WebStaffConfirmDeliveryMutation, WebStaffConfirmDeliveryMutationVariables> = {
  id: '1e8be46efeb8d27e3d85bbc0e2f53f91993cf226226eabfeed644c92867ab278',
  name: 'WebStaffConfirmDelivery',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffConfirmDelivery($input: ConfirmDeliveryInput!) {
  confirmDelivery(input: $input) {
    order {
      id
      status
      updatedAt
    }
    errors {
      __typename
      ...WebUserError
      ... on InvalidOrderTransition {
        from
        to
      }
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffCreateProduct: OperationDocument<WebStaffCreateProductMutation, WebStaffCreateProductMutationVariables> = {
  id: 'beaaf389fd44aaf0a2c0e2999fa4643c0da7f65d8c05e32881b633feef9cccb8',
  name: 'WebStaffCreateProduct',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffCreateProduct($input: CreateProductInput!) {
  createProduct(input: $input) {
    product {
      ...WebProductCard
      description
      stock
    }
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
  }
  availability
  images {
    url
    alt
    width
    height
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffDisableUser: OperationDocument<WebStaffDisableUserMutation, WebStaffDisableUserMutationVariables> = {
  id: '786e895b103b3b2c05166fd890e45f03e0c2bf6b28ed897328c881d8ae0f5f17',
  name: 'WebStaffDisableUser',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffDisableUser($input: DisableUserInput!) {
  disableUser(input: $input) {
    user {
      id
      disabled
    }
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffDiscontinueProduct: OperationDocument<WebStaffDiscontinueProductMutation, WebStaffDiscontinueProductMutationVariables> = {
  id: 'a913c4a870371cc4fdc7861ebf85a4da738ba520c3ea1c5ff96f9ce1834a638e',
  name: 'WebStaffDiscontinueProduct',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffDiscontinueProduct($input: DiscontinueProductInput!) {
  discontinueProduct(input: $input) {
    product {
      id
      availability
    }
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffEnableUser: OperationDocument<WebStaffEnableUserMutation, WebStaffEnableUserMutationVariables> = {
  id: 'e00861bce9929ac3c1ea67771ed5eb5ed11ad43ed3c248fb6a15ae77ff30cfe6',
  name: 'WebStaffEnableUser',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffEnableUser($input: EnableUserInput!) {
  enableUser(input: $input) {
    user {
      id
      disabled
    }
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffEndSessions: OperationDocument<WebStaffEndSessionsMutation, WebStaffEndSessionsMutationVariables> = {
  id: '38953f3db542f48cb9c892bb61aab7a7c5bf0acfb84ceefe80d7d346e7c7335d',
  name: 'WebStaffEndSessions',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffEndSessions($input: EndSessionsInput!) {
  endSessions(input: $input) {
    sessionsEnded
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffInventory: OperationDocument<WebStaffInventoryQuery, WebStaffInventoryQueryVariables> = {
  id: 'd52f0b8331d20e709f2aada35211064551b7e7f4b0cda7d8cabafbf742cd8c86',
  name: 'WebStaffInventory',
  type: 'query',
  client: 'web',
  owner: 'back-office',
  text: `query WebStaffInventory($id: ID!) {
  product(id: $id) {
    id
    sku
    name
    stock
    inventory {
      available
      held
      sold
      received
    }
  }
}`,
};

export const webStaffOrders: OperationDocument<WebStaffOrdersQuery, WebStaffOrdersQueryVariables> = {
  id: 'fd58d0ecd3abdd12ac81fdb3be1b45e9020ed8ee43c29cd7e8bf2e772b367c7e',
  name: 'WebStaffOrders',
  type: 'query',
  client: 'web',
  owner: 'back-office',
  text: `query WebStaffOrders($first: Int = 50, $after: String, $filter: OrderFilter) {
  orders(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      number
      status
      placedAt
      total {
        ...WebMoney
      }
      customer {
        id
        name
        email
      }
    }
    pageInfo {
      ...WebPage
    }
    totalCount
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`,
};

export const webStaffShipOrder: OperationDocument<WebStaffShipOrderMutation, WebStaffShipOrderMutationVariables> = {
  id: '7f6e9d8713b9ceb6797a47ee9935d18a73acbd902601cd166d7e4a8424b83a00',
  name: 'WebStaffShipOrder',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffShipOrder($input: ShipOrderInput!) {
  shipOrder(input: $input) {
    order {
      id
      status
      updatedAt
    }
    errors {
      __typename
      ...WebUserError
      ... on InvalidOrderTransition {
        from
        to
      }
    }
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webStaffUpdateProduct: OperationDocument<WebStaffUpdateProductMutation, WebStaffUpdateProductMutationVariables> = {
  id: '580270e3639717f6f1514c8cd0ab9603f35b72619c49e8c4b3afd2a7930fad73',
  name: 'WebStaffUpdateProduct',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffUpdateProduct($input: UpdateProductInput!) {
  updateProduct(input: $input) {
    product {
      ...WebProductCard
      description
      updatedAt
    }
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebMoney on Money {
  amount
  currency
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
  }
  availability
  images {
    url
    alt
    width
    height
  }
}

fragment WebUserError on UserError {
  message
  path
}`,
};

export const webUpdateProfile: OperationDocument<WebUpdateProfileMutation, WebUpdateProfileMutationVariables> = {
  id: 'fb6000d06ec42cf4b8a9a62d84fe55d68c28041dc741fc8c2da3bd2323db14ac',
  name: 'WebUpdateProfile',
  type: 'mutation',
  client: 'web',
  owner: 'web-account',
  text: `mutation WebUpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    user {
      id
      name
      defaultAddress {
        ...WebAddress
      }
    }
    errors {
      __typename
      ...WebUserError
    }
  }
}

fragment WebAddress on Address {
  recipient
  street
  city
  region
  postalCode
  country
}

fragment WebUserError on UserError {
  message
  path
}`,
};