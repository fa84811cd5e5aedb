/** The least that the same work costs in plain JavaScript: parse, join and write, for this one operation. */
export function byHand(textOf) {
  const { items } = JSON.parse(textOf('lists')).data;
  const { _entities: entities } = JSON.parse(textOf('items')).data;
  for (let index = 0; index < items.length; index++) {
    const { name, price, inStock } = entities[index];
    const item = items[index];
    // Not `delete`, which makes an object slow.
    item.__typename = undefined;
    item.name = name;
    item.price = price;
    item.inStock = inStock;
  }
  return Buffer.from(JSON.stringify({ data: { items } }));
}
