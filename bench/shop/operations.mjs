// The registered queries of the shop, with variables for the n-th request of each. A registered query without an entry
// here is an error, so that every query is measured.
import { readFileSync } from 'node:fs';

const manifest = new URL('../../schema/operations/manifest.json', import.meta.url);
const SORTS = ['NAME_ASC', 'NAME_DESC', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST'];

/**
 * @param sizes the numbers of products and orders; every `ownOrderEvery`-th order belongs to the customer
 * @returns for each query its document, its user, and its variables for the n-th request
 */
export function registeredQueries({ products, orders, ownOrderEvery }) {
  const ownOrder = (at) => `order-${spread(at, Math.floor(orders / ownOrderEvery)) * ownOrderEvery}`;
  const id = (at) => `product-${spread(at, products)}`;
  const category = (at) => `category-${at % 40}`;
  const filter = (at) =>
    pick([{}, { categoryId: category(at) }, { inStock: true }, { minPrice: '5.00' }], at);
  const words = (at) =>
    pick(['chair cotton', 'cotton chair', 'oak tab', 'lam', 'steel', 'bowl glass round'], at);
  const sort = (at) => pick(SORTS, at);
  const variables = {
    MobileAccount: () => ({}),
    MobileBrowse: (at) => ({ filter: filter(at), sort: sort(at) }),
    MobileCartLine: (at) => ({ id: id(at) }),
    MobileHome: () => ({}),
    MobileOrder: (at) => ({ id: ownOrder(at) }),
    MobileOrders: () => ({}),
    MobileProduct: (at) => ({ id: id(at) }),
    MobileSearch: (at) => ({ words: words(at) }),
    WebAccount: () => ({}),
    WebAccountDeletion: () => ({ id: 'none' }),
    WebBrowse: (at) => ({ filter: filter(at), sort: sort(at) }),
    WebCartPrices: (at) => ({ line1: id(at), line2: id(at + 1), line3: id(at + 2) }),
    WebCategory: (at) => ({ id: category(at), sort: sort(at) }),
    WebExportMyData: () => ({}),
    WebFacets: (at) => ({ categoryFilter: filter(at), priceFilter: filter(at + 1) }),
    WebOrderHistory: () => ({}),
    WebOrderPage: (at) => ({ id: ownOrder(at) }),
    WebProductBySku: (at) => ({ sku: `SKU-${spread(at, products)}` }),
    WebProductPage: (at) => ({ id: id(at) }),
    WebQuote: (at) => ({ input: { lines: [{ productId: id(at), quantity: 1 }] } }),
    WebSearch: (at) => ({ words: words(at) }),
    WebSessions: () => ({}),
    WebStaffInventory: (at) => ({ id: id(at) }),
    WebStaffOrders: (at) => ({ filter: pick([{}, { status: 'CONFIRMED' }, { customerId: 'user-0' }], at) }),
  };
  const { operations } = JSON.parse(readFileSync(manifest, 'utf8'));
  return operations
    .filter(({ type }) => type === 'query')
    .map(({ name, body }) => {
      if (variables[name] === undefined)
        throw new Error(`bench/shop/operations.mjs has no variables for ${name}`);
      return { name, body, variables: variables[name], as: name.includes('Staff') ? 'staff' : 'customer' };
    });
}

const pick = (list, at) => list[at % list.length];
/** Spreads consecutive numbers over the range below `count`. */
const spread = (at, count) => (at * 7_919 + 13) % count;
