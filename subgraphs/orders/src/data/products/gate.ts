/** Limits concurrent calls; the others wait in order of arrival. */
export interface Gate {
  /**
   * Resolves to the function that releases the place.
   *
   * @param patienceMs the maximum wait; then it rejects with {@link GateTimeout}
   */
  enter(patienceMs: number): Promise<() => void>;
}

/** No place became free in time. */
export class GateTimeout extends Error {}

export function createGate(places: number): Gate {
  let free = places;
  const waiting = new Set<() => void>();

  function leave(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  function wait(patienceMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = () => {
        waiting.delete(admit);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.delete(admit);
        reject(new GateTimeout('no request ended in time'));
      }, patienceMs);
      waiting.add(admit);
    });
  }

  return {
    async enter(patienceMs) {
      if (free > 0) free -= 1;
      else await wait(patienceMs);
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
  };
}
