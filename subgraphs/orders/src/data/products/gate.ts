/** Lets so many through at once; the others wait their turn. */
export interface Gate {
  /** Resolves to the function that gives the place back. Rejects as soon as the signal fires. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** Nobody waits longer than their signal says: one that gives up leaves the queue at once. */
export function createGate(places: number): Gate {
  let free = places;
  const waiting = new Set<() => void>();

  function leave(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  function wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = () => {
        waiting.delete(admit);
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.delete(admit);
        reject(signal.reason as Error);
      };
      waiting.add(admit);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  return {
    async enter(signal) {
      signal.throwIfAborted();
      if (free > 0) free -= 1;
      else await wait(signal);
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
  };
}
