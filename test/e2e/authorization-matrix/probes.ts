import type { MatrixField } from './fields.js';

// Order 10248 is VINET's, who is the matrix's customer.
const ORDER = 'nw-order-10248';
const CUSTOMER = 'nw-customer-vinet';
const NOBODY = 'nobody';

/** How an object of a type is reached. */
const reached: Readonly<Record<string, string>> = {
  Product: 'product(id: "nw-product-1")',
  Order: `order(id: "${ORDER}")`,
  User: `user(id: "${CUSTOMER}")`,
};

/** Arguments of root fields. Those of mutations change nothing for whoever may call them. */
const called: Readonly<Record<string, string>> = {
  'Query.product': 'product(id: "nw-product-1")',
  'Query.productBySku': 'productBySku(sku: "NW-0001")',
  'Query.category': 'category(id: "nw-category-1")',
  'Query.order': `order(id: "${ORDER}")`,
  'Query.quote': 'quote(input: { lines: [{ productId: "nw-product-1", quantity: 1 }] })',
  'Query.user': `user(id: "${CUSTOMER}")`,
  'Mutation.createProduct':
    'createProduct(input: { sku: "", name: "", price: { amount: "1.00", currency: "USD" }, categoryId: "nobody", stock: 0 })',
  'Mutation.updateProduct': `updateProduct(input: { id: "${NOBODY}", name: "x" })`,
  'Mutation.discontinueProduct': `discontinueProduct(input: { id: "${NOBODY}" })`,
  'Mutation.adjustStock': `adjustStock(input: { productId: "${NOBODY}", delta: 1, reason: "x", idempotencyKey: "x" })`,
  'Mutation.placeOrder': 'placeOrder(input: { lines: [], idempotencyKey: "x" })',
  'Mutation.cancelOrder': `cancelOrder(input: { orderId: "${NOBODY}", reason: "x" })`,
  'Mutation.shipOrder': `shipOrder(input: { orderId: "${NOBODY}" })`,
  'Mutation.confirmDelivery': `confirmDelivery(input: { orderId: "${NOBODY}" })`,
  'Mutation.signUp': 'signUp(input: { name: "", email: "", password: "" })',
  'Mutation.signIn': 'signIn(input: { email: "", password: "" })',
  'Mutation.refreshSession': 'refreshSession(input: { refreshToken: "x" })',
  'Mutation.signOut': 'signOut(input: { refreshToken: "x" })',
  'Mutation.signOutEverywhere': 'signOutEverywhere',
  'Mutation.endSession': `endSession(input: { id: "${NOBODY}" })`,
  'Mutation.endSessions': `endSessions(input: { userId: "${NOBODY}" })`,
  'Mutation.disableUser': `disableUser(input: { userId: "${NOBODY}" })`,
  'Mutation.enableUser': `enableUser(input: { userId: "${NOBODY}" })`,
  'Mutation.updateProfile': 'updateProfile(input: { name: "" })',
  'Mutation.changePassword': 'changePassword(input: { currentPassword: "", newPassword: "" })',
  'Mutation.setRoles': `setRoles(input: { userId: "${NOBODY}", roles: [CUSTOMER] })`,
};

/** Root fields that need no arguments. */
const bare = new Set(['Query.me', 'Query.users', 'Query.orders', 'Query.products', 'Query.categories']);

/** The operation that shows whether a caller gets a field, and where in its answer the field is. */
export function probe({ type, field, composite }: MatrixField): { query: string; path: readonly string[] } {
  const selection = composite ? ' { __typename }' : '';
  const name = `${type}.${field}`;
  if (type === 'Query' || type === 'Mutation') {
    const call = called[name] ?? (bare.has(name) ? field : undefined);
    if (call === undefined) throw new Error(`${name} has no probe: say in probes.ts how to call it`);
    return { query: `${type === 'Mutation' ? 'mutation ' : ''}{ ${call}${selection} }`, path: [field] };
  }
  const way = reached[type];
  if (way === undefined) throw new Error(`${type} has no probe: say in probes.ts how to reach one`);
  return { query: `{ ${way} { ${field}${selection} } }`, path: [way.split('(')[0] ?? '', field] };
}
