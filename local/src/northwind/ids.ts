/** Ids that name their source and are the same for every import, so that a repeated import changes nothing. */
export const categoryId = (id: number) => `nw-category-${id}`;
export const productId = (id: number) => `nw-product-${id}`;
export const orderId = (id: number) => `nw-order-${id}`;
export const customerId = (id: string) => `nw-customer-${id.toLowerCase()}`;

/** `NW-0001`… */
export const sku = (id: number) => `NW-${String(id).padStart(4, '0')}`;
