import { useSyncExternalStore } from 'react';

/** A value that the browser keeps: it survives a reload, and every tab of the shop sees the same. */
export interface Stored<Value> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

/** @param parse reads what was kept, perhaps by an older version of the shop; answers undefined for what it cannot use */
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
  // The event is that of another tab; a write of our own makes none here.
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
