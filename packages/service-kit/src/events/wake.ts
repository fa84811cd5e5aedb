/** Pauses that can be ended early. */
export interface Wake {
  /** Ends the current pause, or the next one when there is none now. */
  wake(): void;
  /** Resolves after `ms`, or earlier by `wake` or when the signal is aborted. Returns whether `wake` ended it. */
  pause(ms: number, signal: AbortSignal): Promise<boolean>;
}

export function createWake(): Wake {
  let isPending = false;
  const sleepers = new Set<() => void>();
  return {
    wake() {
      isPending = sleepers.size === 0;
      for (const end of sleepers) end();
    },
    async pause(ms, signal) {
      if (signal.aborted) return false;
      if (isPending) {
        isPending = false;
        return true;
      }
      return new Promise((resolve) => {
        const finish = (woken: boolean) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
          sleepers.delete(wake);
          resolve(woken);
        };
        const wake = () => finish(true);
        const abort = () => finish(false);
        const timer = setTimeout(() => finish(false), ms);
        sleepers.add(wake);
        signal.addEventListener('abort', abort);
      });
    },
  };
}
