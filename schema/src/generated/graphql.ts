/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { OperationDocument } from '../operations/document.js';
/** A postal address. */
export type AddressInput = {
  /** The town or city, 1 to 100 characters. */
  readonly city: string;
  /** The name of the country, 1 to 100 characters. */
  readonly country: string;
  /** The postal code, at most 20 characters. */
  readonly postalCode?: string | null | undefined;
  /** The name of the person or company that receives the delivery, 1 to 200 characters. */
  readonly recipient: string;
  /** The state, province or region, at most 100 characters. */
  readonly region?: string | null | undefined;
  /** The street and house number, or an equivalent such as a post office box, 1 to 200 characters. */
  readonly street: string;
};

/** The input of `adjustStock`. */
export type AdjustStockInput = {
  /** The number of units to add (positive) or to take (negative), -1,000,000 to 1,000,000 and not zero. */
  readonly delta: number;
  /** A key that identifies this change, 1 to 100 characters. The same key and input sent again change nothing. */
  readonly idempotencyKey: string;
  /** The id of the product whose stock changes. */
  readonly productId: string;
  /** The reason for the change, for the records: 1 to 200 characters. */
  readonly reason: string;
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

/** The input of `cancelOrder`. */
export type CancelOrderInput = {
  /** The id of the order to cancel. */
  readonly orderId: string;
  /** The reason for the cancellation, for the records: at most 500 characters. */
  readonly reason?: string | null | undefined;
};

/** The input of `changePassword`. */
export type ChangePasswordInput = {
  /** The current password. */
  readonly currentPassword: string;
  /** The new password, 8 to 128 characters. The most common passwords are refused. */
  readonly newPassword: string;
};

/** The input of `confirmDelivery`. */
export type ConfirmDeliveryInput = {
  /** The id of the order that was delivered. */
  readonly orderId: string;
};

/** The input of `createProduct`. */
export type CreateProductInput = {
  /** The id of the product's category. */
  readonly categoryId?: string | null | undefined;
  /** A text about the product, at most 5,000 characters. */
  readonly description?: string | null | undefined;
  /** The product's name, 1 to 200 characters. */
  readonly name: string;
  /** The price of one unit, in the catalogue's currency. */
  readonly price: MoneyInput;
  /** A stock keeping unit that no other product has: 1 to 64 letters, digits, `-`, `_` or `.`. */
  readonly sku: string;
  /** The number of units that can be sold, 0 to 1,000,000. */
  readonly stock?: number;
};

/** Conditions for a list of a customer's orders. An order is listed if it meets all of them. */
export type CustomerOrderFilter = {
  /** The order was placed at or after this time. */
  readonly placedAfter?: string | null | undefined;
  /** The order was placed before this time. */
  readonly placedBefore?: string | null | undefined;
  /** The order has this status. */
  readonly status?: OrderStatus | null | undefined;
};

/** The input of `deleteAccount`. */
export type DeleteAccountInput = {
  /** The account's password. */
  readonly password: string;
};

/** The input of `disableUser`. */
export type DisableUserInput = {
  /** The account's id. */
  readonly userId: string;
};

/** The input of `discontinueProduct`. */
export type DiscontinueProductInput = {
  /** The id of the product whose sale ends. */
  readonly id: string;
};

/** The input of `enableUser`. */
export type EnableUserInput = {
  /** The account's id. */
  readonly userId: string;
};

/** The input of `endSession`. */
export type EndSessionInput = {
  /** The id of one of the caller's sessions. */
  readonly id: string;
};

/** The input of `endSessions`. */
export type EndSessionsInput = {
  /** The account's id. */
  readonly userId: string;
};

/** An exact amount of money in one currency. */
export type MoneyInput = {
  /** The amount in the currency's main unit, with at most the currency's number of decimals. */
  readonly amount: string;
  /** The currency of the amount. */
  readonly currency: string;
};

/** Conditions for a list of orders. An order is listed if it meets all of them. */
export type OrderFilter = {
  /** The order was placed by the customer with this id. */
  readonly customerId?: string | null | undefined;
  /** The order was placed at or after this time. */
  readonly placedAfter?: string | null | undefined;
  /** The order was placed before this time. */
  readonly placedBefore?: string | null | undefined;
  /** The order has this status. */
  readonly status?: OrderStatus | null | undefined;
};

/** A number of units of one product. */
export type OrderLineInput = {
  /** The product's id. */
  readonly productId: string;
  /** The number of units, 1 to 1,000. */
  readonly quantity: number;
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

/** The input of `placeOrder`. */
export type PlaceOrderInput = {
  /** The total that the customer was told, including shipping. If the total has changed, no order is placed. */
  readonly expectedTotal?: string | null | undefined;
  /** A key that identifies this order among the customer's orders, 1 to 100 characters, for example a random UUID. */
  readonly idempotencyKey: string;
  /** The products to order, 1 to 100 lines. Lines of the same product are added up. */
  readonly lines: ReadonlyArray<OrderLineInput>;
  /** The address to send the order to. */
  readonly shippingAddress?: AddressInput | null | undefined;
};

/** Conditions for a list of products. A product is listed if it meets all of them. */
export type ProductFilter = {
  /** The product is in this category. */
  readonly categoryId?: string | null | undefined;
  /** True: the product can be bought now. False: it cannot. */
  readonly inStock?: boolean | null | undefined;
  /** The product costs at most this amount, in the catalogue's currency. */
  readonly maxPrice?: string | null | undefined;
  /** The product costs at least this amount, in the catalogue's currency. */
  readonly minPrice?: string | null | undefined;
  /** The product's name and description contain all of these words, or words that begin with them. The value is plain text: no character has a special meaning. */
  readonly search?: string | null | undefined;
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

/** The input of `quote`. */
export type QuoteInput = {
  /** The products to price, 1 to 100 lines. Lines of the same product are added up. */
  readonly lines: ReadonlyArray<OrderLineInput>;
};

/** The input of `refreshSession`. */
export type RefreshSessionInput = {
  /** The latest refresh token of the session. */
  readonly refreshToken: string;
};

/** The input of `requestPasswordReset`. */
export type RequestPasswordResetInput = {
  /** The email address for signing in. Capital and small letters are the same. */
  readonly email: string;
};

/** The input of `resetPassword`. */
export type ResetPasswordInput = {
  /** The new password, 8 to 128 characters. The most common passwords are refused. */
  readonly newPassword: string;
  /** The token of the link. It can be used once and expires after a short time. */
  readonly token: string;
};

/** A set of permissions of an account. */
export type Role =
  /** May do all that STAFF may do, and may change roles. */
  | 'ADMIN'
  /** May buy, and may read their own data. */
  | 'CUSTOMER'
  /** May manage the catalogue, the inventory and the delivery of orders, and may read all orders and users. */
  | 'STAFF';

/** The input of `shipOrder`. */
export type ShipOrderInput = {
  /** The id of the order that was shipped. */
  readonly orderId: string;
};

/** The input of `signIn`. */
export type SignInInput = {
  /** The account's email address. Capital and small letters are the same. */
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
  /** The email address for signing in. Capital and small letters are the same. */
  readonly email: string;
  /** The name that other people see, 1 to 100 characters. */
  readonly name: string;
  /** The password, 8 to 128 characters. The most common passwords are refused. */
  readonly password: string;
};

/** The input of `updateProduct`. */
export type UpdateProductInput = {
  /** The id of the new category; null removes the product from its category. */
  readonly categoryId?: string | null | undefined;
  /** The new description, at most 5,000 characters; null removes the description. */
  readonly description?: string | null | undefined;
  /** The id of the product to change. */
  readonly id: string;
  /** The new name, 1 to 200 characters. */
  readonly name?: string | null | undefined;
  /** The new price of one unit, in the catalogue's currency. Existing orders keep their prices. */
  readonly price?: MoneyInput | null | undefined;
};

/** The input of `updateProfile`. */
export type UpdateProfileInput = {
  /** The new default address; null removes the address. */
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

export type WebAccountDeletionQueryVariables = Exact<{
  id: string;
}>;


export type WebAccountDeletionQuery = { readonly accountDeletion: { readonly id: string, readonly requestedAt: string | null, readonly accountErasedAt: string | null, readonly ordersErasedAt: string | null, readonly finished: boolean | null } | null };

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

export type WebDeleteAccountMutationVariables = Exact<{
  input: DeleteAccountInput;
}>;


export type WebDeleteAccountMutation = { readonly deleteAccount: { readonly deletion: { readonly id: string, readonly requestedAt: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidCredentials', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'LastAdministrator', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'TooManyAttempts', readonly retryAfter: number, readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebEndSessionMutationVariables = Exact<{
  input: EndSessionInput;
}>;


export type WebEndSessionMutation = { readonly endSession: { readonly session: { readonly id: string } | null, readonly errors: ReadonlyArray<{ readonly __typename: 'SessionNotFound', readonly message: string, readonly path: ReadonlyArray<string> | null }> } | null };

export type WebExportMyDataQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type WebExportMyDataQuery = { readonly exportMyData: { readonly id: string, readonly account: { readonly id: string, readonly name: string, readonly email: string | null, readonly roles: ReadonlyArray<Role> | null, readonly createdAt: string | null, readonly disabled: boolean | null, readonly defaultAddress: { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null, readonly sessions: ReadonlyArray<{ readonly id: string, readonly createdAt: string | null, readonly lastUsedAt: string | null, readonly client: string | null }> | null } | null, readonly orders: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly number: number, readonly status: OrderStatus, readonly placedAt: string, readonly updatedAt: string, readonly lines: ReadonlyArray<{ readonly sku: string | null, readonly productName: string | null, readonly quantity: number, readonly discount: string, readonly unitPrice: { readonly amount: string, readonly currency: string } | null, readonly total: { readonly amount: string, readonly currency: string } | null }>, readonly subtotal: { readonly amount: string, readonly currency: string }, readonly shipping: { readonly amount: string, readonly currency: string }, readonly total: { readonly amount: string, readonly currency: string }, readonly history: ReadonlyArray<{ readonly status: OrderStatus, readonly at: string, readonly reason: string | null }>, readonly shippingAddress: { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } | null } | null };

export type WebFacetsQueryVariables = Exact<{
  categoryFilter?: ProductFilter | null | undefined;
  priceFilter?: ProductFilter | null | undefined;
}>;


export type WebFacetsQuery = { readonly byCategory: { readonly facets: { readonly categories: ReadonlyArray<{ readonly count: number, readonly category: { readonly id: string, readonly name: string } }> } }, readonly byPrice: { readonly facets: { readonly prices: ReadonlyArray<{ readonly count: number, readonly min: { readonly amount: string, readonly currency: string }, readonly max: { readonly amount: string, readonly currency: string } | null }> } } };

export type WebAddressFragment = { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string };

export type WebMoneyFragment = { readonly amount: string, readonly currency: string };

export type WebOrderFragment = { readonly id: string, readonly number: number, readonly status: OrderStatus, readonly placedAt: string, readonly updatedAt: string, readonly customer: { readonly id: string, readonly name: string } | null, readonly lines: ReadonlyArray<{ readonly sku: string | null, readonly productName: string | null, readonly quantity: number, readonly discount: string, readonly unitPrice: { readonly amount: string, readonly currency: string } | null, readonly total: { readonly amount: string, readonly currency: string } | null, readonly product: { readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } | null }>, readonly subtotal: { readonly amount: string, readonly currency: string }, readonly shipping: { readonly amount: string, readonly currency: string }, readonly total: { readonly amount: string, readonly currency: string }, readonly history: ReadonlyArray<{ readonly status: OrderStatus, readonly at: string, readonly reason: string | null }>, readonly shippingAddress: { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null };

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

type WebUserError_InvalidResetToken_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

type WebUserError_LastAdministrator_Fragment = { readonly message: string, readonly path: ReadonlyArray<string> | null };

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
  | WebUserError_InvalidResetToken_Fragment
  | WebUserError_LastAdministrator_Fragment
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

export type WebOrderChangedSubscriptionVariables = Exact<{
  id: string;
}>;


export type WebOrderChangedSubscription = { readonly orderChanged: { readonly id: string, readonly number: number, readonly status: OrderStatus, readonly placedAt: string, readonly updatedAt: string, readonly customer: { readonly id: string, readonly name: string } | null, readonly lines: ReadonlyArray<{ readonly sku: string | null, readonly productName: string | null, readonly quantity: number, readonly discount: string, readonly unitPrice: { readonly amount: string, readonly currency: string } | null, readonly total: { readonly amount: string, readonly currency: string } | null, readonly product: { readonly id: string, readonly name: string, readonly availability: Availability, readonly price: { readonly amount: string, readonly currency: string }, readonly images: ReadonlyArray<{ readonly url: string, readonly alt: string, readonly width: number, readonly height: number }> } | null }>, readonly subtotal: { readonly amount: string, readonly currency: string }, readonly shipping: { readonly amount: string, readonly currency: string }, readonly total: { readonly amount: string, readonly currency: string }, readonly history: ReadonlyArray<{ readonly status: OrderStatus, readonly at: string, readonly reason: string | null }>, readonly shippingAddress: { readonly recipient: string, readonly street: string, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null } | null };

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

export type WebRequestPasswordResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;


export type WebRequestPasswordResetMutation = { readonly requestPasswordReset: { readonly requested: boolean | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'TooManyAttempts', readonly retryAfter: number, readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

export type WebResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type WebResetPasswordMutation = { readonly resetPassword: { readonly user: { readonly id: string, readonly email: string | null } | null, readonly errors: ReadonlyArray<
      | { readonly __typename: 'InvalidInput', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'InvalidResetToken', readonly message: string, readonly path: ReadonlyArray<string> | null }
      | { readonly __typename: 'TooManyAttempts', readonly retryAfter: number, readonly message: string, readonly path: ReadonlyArray<string> | null }
    > } | null };

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
  id: '1098c2e5be7e1f754a929e2c3ceddb4df63c7f4cc9e2a5de3200b1e024254f5b',
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
      __typename
    }
    orders(first: 1) {
      totalCount
      __typename
    }
    __typename
  }
}`,
};

export const mobileBrowse: OperationDocument<MobileBrowseQuery, MobileBrowseQueryVariables> = {
  id: '62fc48009df13b5f7dd385e58950e956b05cdbb69c415df1bc5c64e8588c3187',
  name: 'MobileBrowse',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `query MobileBrowse($first: Int = 20, $after: String, $filter: ProductFilter, $sort: ProductSort = NAME_ASC) {
  products(first: $first, after: $after, filter: $filter, sort: $sort) {
    nodes {
      ...MobileTile
      __typename
    }
    pageInfo {
      hasNextPage
      endCursor
      __typename
    }
    __typename
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
    __typename
  }
  availability
  __typename
}`,
};

export const mobileCancelOrder: OperationDocument<MobileCancelOrderMutation, MobileCancelOrderMutationVariables> = {
  id: '314a75cd3b2e84bbeb61430cd05a2aae56c66026f94fb3e3ecf458809fc3ef12',
  name: 'MobileCancelOrder',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `mutation MobileCancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    order {
      id
      status
      __typename
    }
    errors {
      __typename
      ... on UserError {
        message
        __typename
      }
    }
    __typename
  }
}`,
};

export const mobileCartLine: OperationDocument<MobileCartLineQuery, MobileCartLineQueryVariables> = {
  id: '6f85532ddea43a08782750d8bce6d073cdc7323d48121ea26bfc73fd851d0f75',
  name: 'MobileCartLine',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-checkout',
  text: `query MobileCartLine($id: ID!) {
  product(id: $id) {
    ...MobileTile
    stock
    __typename
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
    __typename
  }
  availability
  __typename
}`,
};

export const mobileCheckout: OperationDocument<MobileCheckoutMutation, MobileCheckoutMutationVariables> = {
  id: 'f145acf2fa75e66daff188e37a6345486a1aec1728e2ac564b4527de52614101',
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
        __typename
      }
      __typename
    }
    errors {
      __typename
      ... on UserError {
        message
        path
        __typename
      }
      ... on PriceChanged {
        actual {
          amount
          currency
          __typename
        }
        __typename
      }
      ... on InsufficientStock {
        available
        __typename
      }
    }
    __typename
  }
}`,
};

export const mobileHome: OperationDocument<MobileHomeQuery, MobileHomeQueryVariables> = {
  id: 'a8cddbce534acf3f3356890b44c27af579bc310fe5d443ee664609b61261f458',
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
        __typename
      }
      __typename
    }
    __typename
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
    __typename
  }
  availability
  __typename
}`,
};

export const mobileOrder: OperationDocument<MobileOrderQuery, MobileOrderQueryVariables> = {
  id: 'ffc006f35ff873685895574199d9b4f7f70178926ae81614918cd64fba0ed119',
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
        __typename
      }
      product {
        ...MobileTile
        __typename
      }
      __typename
    }
    total {
      amount
      currency
      __typename
    }
    history {
      status
      at
      __typename
    }
    __typename
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
    __typename
  }
  availability
  __typename
}`,
};

export const mobileOrders: OperationDocument<MobileOrdersQuery, MobileOrdersQueryVariables> = {
  id: '038252613dad665bc489ac14f9eee1d3de964a9978b6320f873ac35b89d4d8bc',
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
          __typename
        }
        lines {
          quantity
          product {
            id
            name
            __typename
          }
          __typename
        }
        __typename
      }
      pageInfo {
        hasNextPage
        endCursor
        __typename
      }
      __typename
    }
    __typename
  }
}`,
};

export const mobileProduct: OperationDocument<MobileProductQuery, MobileProductQueryVariables> = {
  id: '9c801e9f2355a56f5ae6b29ec9e9a867b107f6f9047918c8859516b39c7aec61',
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
    __typename
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
    __typename
  }
  availability
  __typename
}`,
};

export const mobileRefreshSession: OperationDocument<MobileRefreshSessionMutation, MobileRefreshSessionMutationVariables> = {
  id: '05cae1bc8d3526705ad53b663d2b916e0abec3548e49ec5d484b7515c9e02308',
  name: 'MobileRefreshSession',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-identity',
  text: `mutation MobileRefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    session {
      ...MobileSession
      __typename
    }
    errors {
      __typename
      ... on UserError {
        message
        __typename
      }
    }
    __typename
  }
}

fragment MobileSession on Session {
  accessToken
  refreshToken
  expiresAt
  __typename
}`,
};

export const mobileSearch: OperationDocument<MobileSearchQuery, MobileSearchQueryVariables> = {
  id: '303855e1d45be74d950c6e907b9c414d70fe0dafe3be3bebf6d4bbe9b3765f31',
  name: 'MobileSearch',
  type: 'query',
  client: 'mobile',
  owner: 'mobile-shop',
  text: `query MobileSearch($words: String!, $first: Int = 10) {
  products(first: $first, filter: {search: $words, inStock: true}) {
    nodes {
      ...MobileTile
      __typename
    }
    __typename
  }
}

fragment MobileTile on Product {
  id
  name
  price {
    amount
    currency
    __typename
  }
  availability
  __typename
}`,
};

export const mobileSignIn: OperationDocument<MobileSignInMutation, MobileSignInMutationVariables> = {
  id: '5256a734add1b13b48d4855e374852ef17b301413903de0a61320a3f1df92247',
  name: 'MobileSignIn',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-identity',
  text: `mutation MobileSignIn($input: SignInInput!) {
  signIn(input: $input) {
    session {
      ...MobileSession
      __typename
    }
    user {
      id
      name
      __typename
    }
    errors {
      __typename
      ... on UserError {
        message
        __typename
      }
      ... on TooManyAttempts {
        retryAfter
        __typename
      }
    }
    __typename
  }
}

fragment MobileSession on Session {
  accessToken
  refreshToken
  expiresAt
  __typename
}`,
};

export const mobileSignOut: OperationDocument<MobileSignOutMutation, MobileSignOutMutationVariables> = {
  id: '303ef7bdf6ddcd1f6ffb0e8fd85f6955aed55c12a58cb8b6eab7701d7fdb3418',
  name: 'MobileSignOut',
  type: 'mutation',
  client: 'mobile',
  owner: 'mobile-identity',
  text: `mutation MobileSignOut($input: SignOutInput!) {
  signOut(input: $input) {
    signedOut
    __typename
  }
}`,
};

export const webAccount: OperationDocument<WebAccountQuery, WebAccountQueryVariables> = {
  id: '8fd4c516ea5ffb9f637c351c3bc610f6cc7b7ca211e4ef29f0bb59bbcded1e14',
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
      __typename
    }
    __typename
  }
}

fragment WebAddress on Address {
  recipient
  street
  city
  region
  postalCode
  country
  __typename
}`,
};

export const webAccountDeletion: OperationDocument<WebAccountDeletionQuery, WebAccountDeletionQueryVariables> = {
  id: 'dfc529a4ae72b0a6eba3da55a25f62dd1ebe5429c22c1b609610c883f5af8410',
  name: 'WebAccountDeletion',
  type: 'query',
  client: 'web',
  owner: 'web-account',
  text: `query WebAccountDeletion($id: ID!) {
  accountDeletion(id: $id) {
    id
    requestedAt
    accountErasedAt
    ordersErasedAt
    finished
    __typename
  }
}`,
};

export const webBrowse: OperationDocument<WebBrowseQuery, WebBrowseQueryVariables> = {
  id: '421afb907b0ec77c2197108242475604972430c0c1bfc71cdf8f1bb3f3f7927c',
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
        __typename
      }
      __typename
    }
    pageInfo {
      ...WebPage
      __typename
    }
    totalCount
    __typename
  }
  categories {
    id
    name
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
  __typename
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  images {
    url
    alt
    width
    height
    __typename
  }
  __typename
}`,
};

export const webCancelOrder: OperationDocument<WebCancelOrderMutation, WebCancelOrderMutationVariables> = {
  id: '084bb908f9bc177bbcc2b2397c1dfb571ea290edb5f93edf800c1e99047ec757',
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
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on InvalidOrderTransition {
        from
        to
        __typename
      }
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webCartPrices: OperationDocument<WebCartPricesQuery, WebCartPricesQueryVariables> = {
  id: '0b5b63f18d9b2bf81a1203c7f31fdc47a38fbd4b4b7d84a318828d66ae942ba4',
  name: 'WebCartPrices',
  type: 'query',
  client: 'web',
  owner: 'web-checkout',
  text: `query WebCartPrices($line1: ID!, $line2: ID! = "", $line3: ID! = "", $line4: ID! = "", $line5: ID! = "", $line6: ID! = "", $line7: ID! = "", $line8: ID! = "") {
  line1: product(id: $line1) {
    ...WebCartLine
    __typename
  }
  line2: product(id: $line2) {
    ...WebCartLine
    __typename
  }
  line3: product(id: $line3) {
    ...WebCartLine
    __typename
  }
  line4: product(id: $line4) {
    ...WebCartLine
    __typename
  }
  line5: product(id: $line5) {
    ...WebCartLine
    __typename
  }
  line6: product(id: $line6) {
    ...WebCartLine
    __typename
  }
  line7: product(id: $line7) {
    ...WebCartLine
    __typename
  }
  line8: product(id: $line8) {
    ...WebCartLine
    __typename
  }
}

fragment WebCartLine on Product {
  id
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  stock
  __typename
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}`,
};

export const webCategory: OperationDocument<WebCategoryQuery, WebCategoryQueryVariables> = {
  id: '362a60d0f41966262222312ae9dd3673e5eb0a8218351d871143c9e96dbc940e',
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
        __typename
      }
      pageInfo {
        ...WebPage
        __typename
      }
      totalCount
      __typename
    }
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
  __typename
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  images {
    url
    alt
    width
    height
    __typename
  }
  __typename
}`,
};

export const webChangePassword: OperationDocument<WebChangePasswordMutation, WebChangePasswordMutationVariables> = {
  id: 'dddd7cbab3b541aa070924e9ff599456da10401ba7fcb276a44a636d6b482d68',
  name: 'WebChangePassword',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    session {
      ...WebSession
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
        __typename
      }
    }
    __typename
  }
}

fragment WebSession on Session {
  accessToken
  refreshToken
  expiresAt
  __typename
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webDeleteAccount: OperationDocument<WebDeleteAccountMutation, WebDeleteAccountMutationVariables> = {
  id: '8d65706deba9a835a38f71e946d509dceb340e99583624639f4ccde20e39883a',
  name: 'WebDeleteAccount',
  type: 'mutation',
  client: 'web',
  owner: 'web-account',
  text: `mutation WebDeleteAccount($input: DeleteAccountInput!) {
  deleteAccount(input: $input) {
    deletion {
      id
      requestedAt
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
        __typename
      }
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webEndSession: OperationDocument<WebEndSessionMutation, WebEndSessionMutationVariables> = {
  id: '0837ef7a5f53bdb6a72d96cadf8eab7ef8ba9d65bc214ee246bb2904235b7c8c',
  name: 'WebEndSession',
  type: 'mutation',
  client: 'web',
  owner: 'web-account',
  text: `mutation WebEndSession($input: EndSessionInput!) {
  endSession(input: $input) {
    session {
      id
      __typename
    }
    errors {
      __typename
      ...WebUserError
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webExportMyData: OperationDocument<WebExportMyDataQuery, WebExportMyDataQueryVariables> = {
  id: '1c2ad1ebfcda0d0cdd1ded6414ba3fb3714cf3f7f987cc37ec30d3e48282dc1d',
  name: 'WebExportMyData',
  type: 'query',
  client: 'web',
  owner: 'web-account',
  text: `query WebExportMyData($after: String) {
  exportMyData {
    id
    account {
      id
      name
      email
      roles
      createdAt
      disabled
      defaultAddress {
        ...WebAddress
        __typename
      }
      sessions {
        id
        createdAt
        lastUsedAt
        client
        __typename
      }
      __typename
    }
    orders(first: 50, after: $after) {
      nodes {
        id
        number
        status
        placedAt
        updatedAt
        lines {
          sku
          productName
          quantity
          unitPrice {
            ...WebMoney
            __typename
          }
          discount
          total {
            ...WebMoney
            __typename
          }
          __typename
        }
        subtotal {
          ...WebMoney
          __typename
        }
        shipping {
          ...WebMoney
          __typename
        }
        total {
          ...WebMoney
          __typename
        }
        history {
          status
          at
          reason
          __typename
        }
        shippingAddress {
          ...WebAddress
          __typename
        }
        __typename
      }
      pageInfo {
        ...WebPage
        __typename
      }
      __typename
    }
    __typename
  }
}

fragment WebAddress on Address {
  recipient
  street
  city
  region
  postalCode
  country
  __typename
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
  __typename
}`,
};

export const webFacets: OperationDocument<WebFacetsQuery, WebFacetsQueryVariables> = {
  id: 'dd669fd0ea7c19684be89dd9b94d9ed8e0cb4cd9dfc8d6da4c93e0498e690aed',
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
          __typename
        }
        count
        __typename
      }
      __typename
    }
    __typename
  }
  byPrice: products(first: 1, filter: $priceFilter) {
    facets {
      prices {
        min {
          ...WebMoney
          __typename
        }
        max {
          ...WebMoney
          __typename
        }
        count
        __typename
      }
      __typename
    }
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}`,
};

export const webOrderChanged: OperationDocument<WebOrderChangedSubscription, WebOrderChangedSubscriptionVariables> = {
  id: '9d82de141173f23689de8709061c1667b8d00449b27bfdab26dfb46f46950ed9',
  name: 'WebOrderChanged',
  type: 'subscription',
  client: 'web',
  owner: 'web-account',
  text: `subscription WebOrderChanged($id: ID!) {
  orderChanged(orderId: $id) {
    ...WebOrder
    __typename
  }
}

fragment WebAddress on Address {
  recipient
  street
  city
  region
  postalCode
  country
  __typename
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebOrder on Order {
  id
  number
  status
  placedAt
  updatedAt
  customer {
    id
    name
    __typename
  }
  lines {
    sku
    productName
    quantity
    unitPrice {
      ...WebMoney
      __typename
    }
    discount
    total {
      ...WebMoney
      __typename
    }
    product {
      id
      name
      availability
      price {
        ...WebMoney
        __typename
      }
      images {
        url
        alt
        width
        height
        __typename
      }
      __typename
    }
    __typename
  }
  subtotal {
    ...WebMoney
    __typename
  }
  shipping {
    ...WebMoney
    __typename
  }
  total {
    ...WebMoney
    __typename
  }
  history {
    status
    at
    reason
    __typename
  }
  shippingAddress {
    ...WebAddress
    __typename
  }
  __typename
}`,
};

export const webOrderHistory: OperationDocument<WebOrderHistoryQuery, WebOrderHistoryQueryVariables> = {
  id: 'b0c3eb380baa3c86dddb30f9e5db76364a5e47e1133b937ac68b6ee2bd99d76c',
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
            __typename
          }
          lines {
            productName
            quantity
            __typename
          }
          __typename
        }
        __typename
      }
      pageInfo {
        ...WebPage
        __typename
      }
      totalCount
      __typename
    }
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
  __typename
}`,
};

export const webOrderPage: OperationDocument<WebOrderPageQuery, WebOrderPageQueryVariables> = {
  id: '54dd7a9f0d7e77fa7cd4a7f4d2a61f2c2ff352579f58a0de037929840a9470c3',
  name: 'WebOrderPage',
  type: 'query',
  client: 'web',
  owner: 'web-account',
  text: `query WebOrderPage($id: ID!) {
  order(id: $id) {
    ...WebOrder
    __typename
  }
}

fragment WebAddress on Address {
  recipient
  street
  city
  region
  postalCode
  country
  __typename
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebOrder on Order {
  id
  number
  status
  placedAt
  updatedAt
  customer {
    id
    name
    __typename
  }
  lines {
    sku
    productName
    quantity
    unitPrice {
      ...WebMoney
      __typename
    }
    discount
    total {
      ...WebMoney
      __typename
    }
    product {
      id
      name
      availability
      price {
        ...WebMoney
        __typename
      }
      images {
        url
        alt
        width
        height
        __typename
      }
      __typename
    }
    __typename
  }
  subtotal {
    ...WebMoney
    __typename
  }
  shipping {
    ...WebMoney
    __typename
  }
  total {
    ...WebMoney
    __typename
  }
  history {
    status
    at
    reason
    __typename
  }
  shippingAddress {
    ...WebAddress
    __typename
  }
  __typename
}`,
};

export const webPlaceOrder: OperationDocument<WebPlaceOrderMutation, WebPlaceOrderMutationVariables> = {
  id: '604d355105e5fa4e735baedb0d237609cf910fb1384f2ddbcdaea0fa4868fbfd',
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
        __typename
      }
      __typename
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
          __typename
        }
        __typename
      }
      ... on PriceChanged {
        expected {
          ...WebMoney
          __typename
        }
        actual {
          ...WebMoney
          __typename
        }
        __typename
      }
      ... on ProductUnavailable {
        productId
        __typename
      }
    }
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webProductBySku: OperationDocument<WebProductBySkuQuery, WebProductBySkuQueryVariables> = {
  id: 'a3e81739ef7801328c839e417e01a4c02841b2c6b04aeadc6af8caefa18a96e4',
  name: 'WebProductBySku',
  type: 'query',
  client: 'web',
  owner: 'web-storefront',
  text: `query WebProductBySku($sku: String!) {
  productBySku(sku: $sku) {
    ...WebProductCard
    description
    stock
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  images {
    url
    alt
    width
    height
    __typename
  }
  __typename
}`,
};

export const webProductPage: OperationDocument<WebProductPageQuery, WebProductPageQueryVariables> = {
  id: '63d82d9e98ab38128213908291bd17119214b41d410a87cbc2ac815adf6fefb4',
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
      __typename
    }
    orderedByMe
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  images {
    url
    alt
    width
    height
    __typename
  }
  __typename
}`,
};

export const webQuote: OperationDocument<WebQuoteQuery, WebQuoteQueryVariables> = {
  id: '4b4b302385d71a09126fd72fdf443a1c9a2fe9221c3e1fd63c52cfb496702808',
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
        __typename
      }
      productName
      quantity
      unitPrice {
        ...WebMoney
        __typename
      }
      total {
        ...WebMoney
        __typename
      }
      __typename
    }
    subtotal {
      ...WebMoney
      __typename
    }
    discount {
      ...WebMoney
      __typename
    }
    shipping {
      ...WebMoney
      __typename
    }
    total {
      ...WebMoney
      __typename
    }
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  images {
    url
    alt
    width
    height
    __typename
  }
  __typename
}`,
};

export const webRefreshSession: OperationDocument<WebRefreshSessionMutation, WebRefreshSessionMutationVariables> = {
  id: '258095a2e47f4a391ab794bde3a160cde6464010d9afa0544971395af0c38c4c',
  name: 'WebRefreshSession',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebRefreshSession($input: RefreshSessionInput!) {
  refreshSession(input: $input) {
    session {
      ...WebSession
      __typename
    }
    errors {
      __typename
      ...WebUserError
    }
    __typename
  }
}

fragment WebSession on Session {
  accessToken
  refreshToken
  expiresAt
  __typename
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webRequestPasswordReset: OperationDocument<WebRequestPasswordResetMutation, WebRequestPasswordResetMutationVariables> = {
  id: 'db38fcc20e8259495998b9445d4574170f5524f3606209d8ee83786abc8684e9',
  name: 'WebRequestPasswordReset',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebRequestPasswordReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) {
    requested
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
        __typename
      }
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webResetPassword: OperationDocument<WebResetPasswordMutation, WebResetPasswordMutationVariables> = {
  id: '9bffa30ba69de342dca9fa3e65644c8c7b39d00881b638df126032a04eb4c064',
  name: 'WebResetPassword',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    user {
      id
      email
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
        __typename
      }
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webSearch: OperationDocument<WebSearchQuery, WebSearchQueryVariables> = {
  id: 'cb5ee36de8481eea29fe74284847556a8d1238b7fc752ef2549ebd1ee5c64f83',
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
        __typename
      }
      __typename
    }
    pageInfo {
      ...WebPage
      __typename
    }
    totalCount
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
  __typename
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  images {
    url
    alt
    width
    height
    __typename
  }
  __typename
}`,
};

export const webSessions: OperationDocument<WebSessionsQuery, WebSessionsQueryVariables> = {
  id: '1d8bdf5c65fd67d8bb518d7cb57bf8aef39e8f6ad5e33fc1f11d2e00c92ccb22',
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
      __typename
    }
    __typename
  }
}`,
};

export const webSignIn: OperationDocument<WebSignInMutation, WebSignInMutationVariables> = {
  id: '5111a7405f042c46d68f29091a7241b8ea1a3d7fb710f01a5062e0b6ac941d55',
  name: 'WebSignIn',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebSignIn($input: SignInInput!) {
  signIn(input: $input) {
    session {
      ...WebSession
      __typename
    }
    user {
      id
      name
      roles
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
        __typename
      }
    }
    __typename
  }
}

fragment WebSession on Session {
  accessToken
  refreshToken
  expiresAt
  __typename
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webSignOut: OperationDocument<WebSignOutMutation, WebSignOutMutationVariables> = {
  id: '49a66df96396f030d2d3f92015d683516418ea02633d97dd69feef005420ecd3',
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
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webSignOutEverywhere: OperationDocument<WebSignOutEverywhereMutation, WebSignOutEverywhereMutationVariables> = {
  id: 'c9103fe2dba85684ba627754cc05b4e8e6184396ecf9682bf61baad9f00c2d2b',
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
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webSignUp: OperationDocument<WebSignUpMutation, WebSignUpMutationVariables> = {
  id: 'af8bbb7e8a286b9be2c9aaf5e8adbe043d4f15fd2ac8f991542a55b1af486948',
  name: 'WebSignUp',
  type: 'mutation',
  client: 'web',
  owner: 'web-identity',
  text: `mutation WebSignUp($input: SignUpInput!) {
  signUp(input: $input) {
    session {
      ...WebSession
      __typename
    }
    user {
      id
      name
      email
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on TooManyAttempts {
        retryAfter
        __typename
      }
    }
    __typename
  }
}

fragment WebSession on Session {
  accessToken
  refreshToken
  expiresAt
  __typename
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffAdjustStock: OperationDocument<WebStaffAdjustStockMutation, WebStaffAdjustStockMutationVariables> = {
  id: 'b5ba69707e0400ab5655e5b0c2a208df175d0c700922cf4bdaca3244f1d8e692',
  name: 'WebStaffAdjustStock',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffAdjustStock($input: AdjustStockInput!) {
  adjustStock(input: $input) {
    product {
      id
      stock
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on InsufficientStock {
        requested
        available
        __typename
      }
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffConfirmDelivery: OperationDocument<WebStaffConfirmDeliveryMutation, WebStaffConfirmDeliveryMutationVariables> = {
  id: 'd1d120ed9f38654dbed18280833ee5990b9ba290eddb7186f2591b75333a4962',
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
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on InvalidOrderTransition {
        from
        to
        __typename
      }
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffCreateProduct: OperationDocument<WebStaffCreateProductMutation, WebStaffCreateProductMutationVariables> = {
  id: '6f59cd259f015b0c3df3f663a6ee8161f8eab18db28f78ebabeaf44d8b0e45f7',
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
      __typename
    }
    errors {
      __typename
      ...WebUserError
    }
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  images {
    url
    alt
    width
    height
    __typename
  }
  __typename
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffDisableUser: OperationDocument<WebStaffDisableUserMutation, WebStaffDisableUserMutationVariables> = {
  id: '2f3b59b756186073ee235a6bbcf3c796712a56cef3c5268bf094fb749468dbf8',
  name: 'WebStaffDisableUser',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffDisableUser($input: DisableUserInput!) {
  disableUser(input: $input) {
    user {
      id
      disabled
      __typename
    }
    errors {
      __typename
      ...WebUserError
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffDiscontinueProduct: OperationDocument<WebStaffDiscontinueProductMutation, WebStaffDiscontinueProductMutationVariables> = {
  id: '462e959ee052874a9aa36492b14b0997b2bcec7dcd0d15e008e2d4e48ab95149',
  name: 'WebStaffDiscontinueProduct',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffDiscontinueProduct($input: DiscontinueProductInput!) {
  discontinueProduct(input: $input) {
    product {
      id
      availability
      __typename
    }
    errors {
      __typename
      ...WebUserError
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffEnableUser: OperationDocument<WebStaffEnableUserMutation, WebStaffEnableUserMutationVariables> = {
  id: '7cbeb8108f097047600705edca580e30f54911344a1c15470e880fe79531280f',
  name: 'WebStaffEnableUser',
  type: 'mutation',
  client: 'web',
  owner: 'back-office',
  text: `mutation WebStaffEnableUser($input: EnableUserInput!) {
  enableUser(input: $input) {
    user {
      id
      disabled
      __typename
    }
    errors {
      __typename
      ...WebUserError
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffEndSessions: OperationDocument<WebStaffEndSessionsMutation, WebStaffEndSessionsMutationVariables> = {
  id: 'b68e4e9db8777560e6fc786d0b03becd7e0075e8d00e47667e02ba2be1f44906',
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
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffInventory: OperationDocument<WebStaffInventoryQuery, WebStaffInventoryQueryVariables> = {
  id: 'a4e97d33d02fcdd1d6c8c4984cfd19491394e5ef833965ad15dc8e63f9ca290a',
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
      __typename
    }
    __typename
  }
}`,
};

export const webStaffOrders: OperationDocument<WebStaffOrdersQuery, WebStaffOrdersQueryVariables> = {
  id: '9b9892ef6d3f531008ee4c5b58378d263d50fc00c46bb64c5449dac26bd96f70',
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
        __typename
      }
      customer {
        id
        name
        email
        __typename
      }
      __typename
    }
    pageInfo {
      ...WebPage
      __typename
    }
    totalCount
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebPage on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
  __typename
}`,
};

export const webStaffShipOrder: OperationDocument<WebStaffShipOrderMutation, WebStaffShipOrderMutationVariables> = {
  id: '29d98fade432264d57b33eac04232a55c146ea748e30c6492d5058dd6a45b956',
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
      __typename
    }
    errors {
      __typename
      ...WebUserError
      ... on InvalidOrderTransition {
        from
        to
        __typename
      }
    }
    __typename
  }
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webStaffUpdateProduct: OperationDocument<WebStaffUpdateProductMutation, WebStaffUpdateProductMutationVariables> = {
  id: '9bce7d27179ab70176a963e1412d0896381b6cae83b2176adbbac3e73834af14',
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
      __typename
    }
    errors {
      __typename
      ...WebUserError
    }
    __typename
  }
}

fragment WebMoney on Money {
  amount
  currency
  __typename
}

fragment WebProductCard on Product {
  id
  sku
  name
  price {
    ...WebMoney
    __typename
  }
  availability
  images {
    url
    alt
    width
    height
    __typename
  }
  __typename
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};

export const webUpdateProfile: OperationDocument<WebUpdateProfileMutation, WebUpdateProfileMutationVariables> = {
  id: 'db7ce18e2469f730925acda0e1636a770b17d003ddd2d9c1969315bd464f9450',
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
        __typename
      }
      __typename
    }
    errors {
      __typename
      ...WebUserError
    }
    __typename
  }
}

fragment WebAddress on Address {
  recipient
  street
  city
  region
  postalCode
  country
  __typename
}

fragment WebUserError on UserError {
  message
  path
  __typename
}`,
};