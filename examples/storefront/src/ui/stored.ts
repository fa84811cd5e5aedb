import { useSyncExternalStore } from 'react';

/** A value in the browser's storage. It survives a reload and is the same in every tab of the shop. */
export interface Stored<Value> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

/** @param parse reads the stored text, perhaps of an older version of the shop; returns undefined for text that it cannot use */
export function stored<Value>(
  key: string,
  initial: Value,
  parse: (kept: unknown) => Value | undefined,
): Stored<Value> {
  const listeners = new Set<() => void>();
  let text: string | null | undefined;
  let value = initial;

  function get(): Value {
    const kept = localStorage.getItem(key);
    if (kept !== text) {
      text = kept;
      value = read(kept) ?? initial;
    }
    return value;
  }

  function read(kept: string | null): Value | undefined {
    if (kept === null) return undefined;
    try {
      return parse(JSON.parse(kept));
    } catch {
      return undefined;
    }
  }

  const notify = () => {
    for (const listener of listeners) listener();
  };
  // Only writes of other tabs cause this event.
  addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) notify();
  });

  return {
    get,
    set(next) {
      if (next === initial) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(next));
      notify();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStored<Value>({ get, subscribe }: Stored<Value>): Value {
  return useSyncExternalStore(subscribe, get);
}
