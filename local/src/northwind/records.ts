/** The records that the subgraphs' importers read (`subgraphs/<name>/src/import`). The importers validate each line. */

/** The date of records to which Northwind gives no date. It is before the first order. */
export const OPENED = '1996-07-01T00:00:00.000Z';

export const CURRENCY = 'USD';

export interface AddressRecord {
  readonly recipient: string;
  readonly street: string;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

export interface CategoryRecord {
  readonly type: 'category';
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** An image, with a path relative to the products service's `IMAGES_BASE_URL`. */
export interface ImageRecord {
  readonly path: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

export interface ProductRecord {
  readonly type: 'product';
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string | null;
  readonly priceMinor: number;
  readonly currency: string;
  readonly categoryId: string | null;
  readonly images: readonly ImageRecord[];
  readonly discontinued: boolean;
  readonly lowStockThreshold: number;
  readonly available: number;
  readonly sold: number;
  readonly createdAt: string;
}

export interface OrderLineRecord {
  readonly productId: string;
  readonly sku: string;
  readonly productName: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly discountBasisPoints: number;
}

export interface OrderRecord {
  readonly type: 'order';
  readonly id: string;
  readonly number: number;
  readonly customerId: string;
  readonly status: 'CONFIRMED' | 'DELIVERED';
  readonly placedAt: string;
  readonly shippedAt: string | null;
  readonly currency: string;
  readonly shippingMinor: number;
  readonly shippingAddress: AddressRecord | null;
  readonly lines: readonly OrderLineRecord[];
}

export interface UserRecord {
  readonly type: 'user';
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** In plain text; the importer stores its hash. */
  readonly password: string;
  readonly roles: readonly ('CUSTOMER' | 'STAFF' | 'ADMIN')[];
  readonly defaultAddress: AddressRecord | null;
  readonly createdAt: string;
}
