/** The fields of an order that tests select. */
export const ORDER_FIELDS = `
  id number status customer { id }
  lines { product { id } sku productName quantity unitPrice { amount currency } discount total { amount } }
  subtotal { amount } shipping { amount } total { amount currency }
  placedAt updatedAt history { status at reason }
  shippingAddress { recipient street city region postalCode country }`;

const ERROR_FIELDS = `
  __typename
  ... on UserError { message path }
  ... on InsufficientStock { product { id } requested available }
  ... on ProductUnavailable { productId }
  ... on TooManyOrders { limit }
  ... on PriceChanged { expected { amount currency } actual { amount currency } }`;

const MOVE_ERROR_FIELDS = `
  __typename
  ... on UserError { message path }
  ... on OrderNotFound { orderId }
  ... on InvalidOrderTransition { from to }`;

export const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { ${ORDER_FIELDS} } errors { ${ERROR_FIELDS} } }
}`;

export const CANCEL = `mutation ($input: CancelOrderInput!) {
  cancelOrder(input: $input) { order { ${ORDER_FIELDS} } errors { ${MOVE_ERROR_FIELDS} } }
}`;

export const SHIP = `mutation ($input: ShipOrderInput!) {
  shipOrder(input: $input) { order { ${ORDER_FIELDS} } errors { ${MOVE_ERROR_FIELDS} } }
}`;

export const DELIVER = `mutation ($input: ConfirmDeliveryInput!) {
  confirmDelivery(input: $input) { order { ${ORDER_FIELDS} } errors { ${MOVE_ERROR_FIELDS} } }
}`;

export const ORDER = `query ($id: ID!) { order(id: $id) { ${ORDER_FIELDS} } }`;
