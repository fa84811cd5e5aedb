/** The same items. `end` is called once, when they have ended or the reader stops, also before the first item. */
export function onEnd<Item>(
  items: AsyncIterable<Item, void, undefined>,
  end: () => void,
): AsyncIterableIterator<Item, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let hasEnded = false;
  const finish = () => {
    if (!hasEnded) end();
    hasEnded = true;
  };
  const ending = async (next: Promise<IteratorResult<Item, void>>): Promise<IteratorResult<Item, void>> => {
    try {
      const result = await next;
      if (result.done === true) finish();
      return result;
    } catch (error) {
      finish();
      throw error;
    }
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => ending(iterator.next()),
    return: async () => {
      finish();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}
