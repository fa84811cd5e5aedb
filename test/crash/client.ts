import { createEnvelopeSigner, ENVELOPE_HEADER, parseKeyRings } from '@supergraph/service-kit';

export interface Line {
  readonly productId: string;
  readonly quantity: number;
}

export interface Payload {
  readonly order: { readonly id: string; readonly status: string } | null;
  readonly errors: readonly { readonly __typename: string }[];
}

/** Clients of the shop, which call orders and products as the router does on their behalf. */
export interface ShopClient {
  create(sku: string, stock: number): Promise<string>;
  /** Undefined when no result arrived. The order may have been placed all the same. */
  place(
    customer: string,
    key: string,
    lines: readonly Line[],
    expectedTotal?: string,
  ): Promise<Payload | undefined>;
  move(field: 'cancelOrder' | 'shipOrder' | 'confirmDelivery', orderId: string): Promise<Payload | undefined>;
}

const SCOPES = ['orders:read', 'orders:fulfil', 'catalog:write', 'inventory:read', 'inventory:write'];

const RESULT = '{ order { id status } errors { __typename } }';

const documents = {
  create: 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } } }',
  place: `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) ${RESULT} }`,
  cancelOrder: `mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) ${RESULT} }`,
  shipOrder: `mutation ($input: ShipOrderInput!) { shipOrder(input: $input) ${RESULT} }`,
  confirmDelivery: `mutation ($input: ConfirmDeliveryInput!) { confirmDelivery(input: $input) ${RESULT} }`,
};

export function createClient(options: {
  readonly secret: string;
  readonly ordersPort: number;
  readonly productsPort: number;
}): ShopClient {
  const ports = { orders: options.ordersPort, products: options.productsPort };
  const rings = parseKeyRings(`orders=k1:${options.secret},products=k1:${options.secret}`);
  const signer = createEnvelopeSigner({ issuer: 'router', rings });

  async function ask<Data>(
    audience: 'orders' | 'products',
    subject: string,
    query: string,
    input: object,
  ): Promise<Data | undefined> {
    const body = JSON.stringify({ query, variables: { input } });
    const caller = { subject, scopes: new Set(subject === 'staff' ? SCOPES : []) };
    const envelope = signer.sign({ audience, body, caller, requestId: 'test' });
    try {
      const response = await fetch(`http://127.0.0.1:${ports[audience]}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope },
        body,
      });
      return ((await response.json()) as { data?: Data }).data;
    } catch {
      // The service died during the request.
      return undefined;
    }
  }

  return {
    async create(sku, stock) {
      const input = { sku, name: `Name of ${sku}`, price: { amount: '10.00', currency: 'USD' }, stock };
      const data = await ask<{ createProduct: { product: { id: string } } }>(
        'products',
        'staff',
        documents.create,
        input,
      );
      if (data === undefined) throw new Error('products does not answer');
      return data.createProduct.product.id;
    },
    async place(customer, idempotencyKey, lines, expectedTotal) {
      const input = { idempotencyKey, lines, expectedTotal };
      const data = await ask<{ placeOrder: Payload | null }>('orders', customer, documents.place, input);
      return data?.placeOrder ?? undefined;
    },
    async move(field, orderId) {
      const data = await ask<Record<string, Payload | null>>('orders', 'staff', documents[field], {
        orderId,
      });
      return data?.[field] ?? undefined;
    },
  };
}
