import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as operations from '@supergraph/schema';
import type { OperationDocument } from '@supergraph/schema';
import type { Client } from '../support/client.js';

/** The callers that operations are run as. */
export interface Callers {
  readonly anonymous: Client;
  readonly customer: Client;
  readonly staff: Client;
  /** A customer whose account the test created, and whose password it knows. */
  readonly owner: Client;
  readonly ownerEmail: string;
  /** The texts of all mails that were sent. */
  readonly mailbox: readonly string[];
  /**
   * Signs the owner in again, because an earlier operation may have revoked the access token. Creates the account if an
   * earlier operation has deleted it.
   */
  readonly renewOwner: () => Promise<void>;
  /** Creates an account, and returns its client. */
  readonly createNewcomer: () => Promise<Client>;
}

/** A registered operation, its caller, and the variables of each run. */
export interface OperationRun {
  readonly document: OperationDocument<unknown, unknown>;
  readonly as: (callers: Callers) => Client;
  /** Prepares the run and returns its variables. Database commands of the preparation are not counted. */
  readonly prepare: (callers: Callers) => Promise<object>;
}

export const PASSWORD = 'one-to-measure-with';
const PRODUCT = 'nw-product-6';

/** The maximum time until a mail is sent, in milliseconds. */
const MAIL_TIMEOUT_MS = 10_000;

function run<Variables extends object>(
  document: OperationDocument<unknown, Variables>,
  as: Exclude<keyof Callers, 'ownerEmail' | 'mailbox' | 'renewOwner' | 'createNewcomer'>,
  prepare: (callers: Callers) => Variables | Promise<Variables>,
): OperationRun {
  return {
    document: document,
    as: (callers) => callers[as],
    prepare: async (callers) => {
      if (as === 'owner') await callers.renewOwner();
      return await prepare(callers);
    },
  };
}

const newOrder = () => ({
  input: {
    idempotencyKey: randomUUID(),
    lines: [
      { productId: PRODUCT, quantity: 1 },
      { productId: 'nw-product-4', quantity: 1 },
    ],
  },
});

async function placedOrder({ customer }: Callers): Promise<string> {
  const { placeOrder } = await customer.data<operations.WebPlaceOrderMutation>(
    operations.webPlaceOrder.text,
    newOrder(),
  );
  return placeOrder?.order?.id ?? '';
}

async function shippedOrder(callers: Callers): Promise<string> {
  const orderId = await placedOrder(callers);
  await callers.staff.data(operations.webStaffShipOrder.text, { input: { orderId } });
  return orderId;
}

async function refreshToken({ anonymous, ownerEmail }: Callers): Promise<string> {
  const input = { email: ownerEmail, password: PASSWORD };
  const { signIn } = await anonymous.data<operations.WebSignInMutation>(operations.webSignIn.text, { input });
  return signIn?.session?.refreshToken ?? '';
}

async function endableSession({ anonymous, owner, ownerEmail }: Callers): Promise<string> {
  await anonymous.data(operations.webSignIn.text, credentials({ ownerEmail }));
  const { me } = await owner.data<operations.WebSessionsQuery>(operations.webSessions.text);
  return me?.sessions?.find(({ current }) => !current)?.id ?? '';
}

const newAccount = () => ({
  input: { name: 'Measured', email: `${randomUUID()}@measured.test`, password: PASSWORD },
});

/** Creates an account, requests a password reset, and returns the token in the mail. */
async function resetToken({ anonymous, mailbox }: Callers): Promise<string> {
  const account = newAccount();
  await anonymous.data(operations.webSignUp.text, account);
  const { length } = mailbox;
  const input = { email: account.input.email };
  await anonymous.data(operations.webRequestPasswordReset.text, { input });
  for (let wait = 0; mailbox.length === length && wait < MAIL_TIMEOUT_MS; wait += 10) await sleep(10);
  const token = /#token=(\S+)/.exec(mailbox[length] ?? '')?.[1];
  if (token === undefined) throw new Error('no mail with a link came');
  return token;
}

/** Creates an account and deletes it. Returns the id of the deletion. */
async function deletedAccount(callers: Callers): Promise<string> {
  const newcomer = await callers.createNewcomer();
  const { deleteAccount } = await newcomer.data<operations.WebDeleteAccountMutation>(
    operations.webDeleteAccount.text,
    { input: { password: PASSWORD } },
  );
  return deleteAccount?.deletion?.id ?? '';
}

/** Creates an account for staff operations. Returns its id. */
async function customerId({ anonymous }: Callers): Promise<string> {
  const { signUp } = await anonymous.data<operations.WebSignUpMutation>(
    operations.webSignUp.text,
    newAccount(),
  );
  return signUp?.user?.id ?? '';
}

const newProduct = () => ({
  input: { sku: `M-${randomUUID()}`, name: 'Measured', price: { amount: '1.00', currency: 'USD' }, stock: 1 },
});

async function createdProduct({ staff }: Callers): Promise<string> {
  const data = await staff.data<operations.WebStaffCreateProductMutation>(
    operations.webStaffCreateProduct.text,
    newProduct(),
  );
  return data.createProduct?.product?.id ?? '';
}

async function someCategory({ anonymous }: Callers): Promise<string> {
  const { categories } = await anonymous.data<operations.WebBrowseQuery>(operations.webBrowse.text);
  return categories[0]?.id ?? '';
}

const credentials = ({ ownerEmail }: Pick<Callers, 'ownerEmail'>) => ({
  input: { email: ownerEmail, password: PASSWORD },
});
const product = () => ({ id: PRODUCT });
const nothing = () => ({});

const CATALOGUE: readonly OperationRun[] = [
  run(operations.webBrowse, 'anonymous', () => ({ filter: { inStock: true }, sort: 'PRICE_ASC' as const })),
  run(operations.webCategory, 'anonymous', async (callers) => ({ id: await someCategory(callers) })),
  run(operations.webSearch, 'anonymous', () => ({ words: 'sauce' })),
  run(operations.webProductPage, 'customer', product),
  run(operations.webProductBySku, 'anonymous', () => ({ sku: 'NW-0004' })),
  run(operations.webCartPrices, 'anonymous', () => ({
    line1: PRODUCT,
    line2: 'nw-product-4',
    line3: 'nw-product-6',
  })),
  run(operations.webFacets, 'anonymous', () => ({
    categoryFilter: { search: 'sauce', minPrice: '10.00' },
    priceFilter: { search: 'sauce' },
  })),
  run(operations.webQuote, 'anonymous', () => {
    const { lines } = newOrder().input;
    return { input: { lines } };
  }),
  run(operations.mobileHome, 'anonymous', nothing),
  run(operations.mobileBrowse, 'anonymous', nothing),
  run(operations.mobileSearch, 'anonymous', () => ({ words: 'sauce' })),
  run(operations.mobileProduct, 'customer', product),
  run(operations.mobileCartLine, 'anonymous', product),
];

const ORDERS: readonly OperationRun[] = [
  run(operations.webPlaceOrder, 'customer', newOrder),
  run(operations.webCancelOrder, 'customer', async (callers) => ({
    input: { orderId: await placedOrder(callers) },
  })),
  run(operations.webOrderHistory, 'customer', nothing),
  run(operations.webOrderPage, 'customer', async (callers) => ({ id: await placedOrder(callers) })),
  run(operations.mobileCheckout, 'customer', newOrder),
  run(operations.mobileOrders, 'customer', nothing),
  run(operations.mobileOrder, 'customer', async (callers) => ({ id: await placedOrder(callers) })),
  run(operations.mobileCancelOrder, 'customer', async (callers) => ({
    input: { orderId: await placedOrder(callers) },
  })),
];

const ACCOUNTS: readonly OperationRun[] = [
  run(operations.webAccount, 'customer', nothing),
  run(operations.webUpdateProfile, 'owner', () => ({ input: { name: `Measured ${randomUUID()}` } })),
  run(operations.webChangePassword, 'owner', () => ({
    input: { currentPassword: PASSWORD, newPassword: PASSWORD },
  })),
  run(operations.webSignUp, 'anonymous', newAccount),
  run(operations.webSignIn, 'anonymous', credentials),
  run(operations.webRefreshSession, 'anonymous', async (callers) => ({
    input: { refreshToken: await refreshToken(callers) },
  })),
  run(operations.webSignOut, 'anonymous', async (callers) => ({
    input: { refreshToken: await refreshToken(callers) },
  })),
  run(operations.webSessions, 'owner', nothing),
  run(operations.webEndSession, 'owner', async (callers) => ({
    input: { id: await endableSession(callers) },
  })),
  run(operations.webRequestPasswordReset, 'anonymous', () => ({
    input: { email: `${randomUUID()}@measured.test` },
  })),
  run(operations.webResetPassword, 'anonymous', async (callers) => ({
    input: { token: await resetToken(callers), newPassword: 'another-to-measure-with' },
  })),
  run(operations.webExportMyData, 'customer', nothing),
  run(operations.webAccountDeletion, 'anonymous', async (callers) => ({ id: await deletedAccount(callers) })),
  run(operations.webDeleteAccount, 'owner', () => ({ input: { password: PASSWORD } })),
  run(operations.webSignOutEverywhere, 'owner', nothing),
  run(operations.mobileAccount, 'customer', nothing),
  run(operations.mobileSignIn, 'anonymous', credentials),
  run(operations.mobileRefreshSession, 'anonymous', async (callers) => ({
    input: { refreshToken: await refreshToken(callers) },
  })),
  run(operations.mobileSignOut, 'anonymous', async (callers) => ({
    input: { refreshToken: await refreshToken(callers) },
  })),
];

const STAFF: readonly OperationRun[] = [
  run(operations.webStaffOrders, 'staff', nothing),
  run(operations.webStaffShipOrder, 'staff', async (callers) => ({
    input: { orderId: await placedOrder(callers) },
  })),
  run(operations.webStaffConfirmDelivery, 'staff', async (callers) => ({
    input: { orderId: await shippedOrder(callers) },
  })),
  run(operations.webStaffInventory, 'staff', product),
  run(operations.webStaffAdjustStock, 'staff', () => ({
    input: { productId: PRODUCT, delta: 1, reason: 'Found one more.', idempotencyKey: randomUUID() },
  })),
  run(operations.webStaffEndSessions, 'staff', async (callers) => ({
    input: { userId: await customerId(callers) },
  })),
  run(operations.webStaffDisableUser, 'staff', async (callers) => ({
    input: { userId: await customerId(callers) },
  })),
  run(operations.webStaffEnableUser, 'staff', async (callers) => ({
    input: { userId: await customerId(callers) },
  })),
  run(operations.webStaffCreateProduct, 'staff', newProduct),
  run(operations.webStaffUpdateProduct, 'staff', () => ({
    input: { id: PRODUCT, description: randomUUID() },
  })),
  run(operations.webStaffDiscontinueProduct, 'staff', async (callers) => ({
    input: { id: await createdProduct(callers) },
  })),
];

/** All registered queries and mutations, each once. */
export const RUNS: readonly OperationRun[] = [...CATALOGUE, ...ORDERS, ...ACCOUNTS, ...STAFF];
