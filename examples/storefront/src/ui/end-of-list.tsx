import { useEffect, useRef, useState } from 'react';

export interface EndOfListProps {
  readonly onReach: () => Promise<unknown>;
  /** For those who do not scroll. */
  readonly label: string;
}

/** Asks for the next page when the end of the list comes near, and stops asking by itself when that failed. */
export function EndOfList({ onReach, label }: EndOfListProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const load = () => {
    setState('loading');
    onReach().then(
      () => setState('idle'),
      () => setState('failed'),
    );
  };
  const latest = useRef(load);
  latest.current = load;

  useEffect(() => {
    if (state !== 'idle' || button.current === null) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) latest.current();
      },
      { rootMargin: '400px' },
    );
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [state]);

  return (
    <p className="end-of-list">
      {state === 'failed' && <span role="alert">The next page did not arrive. </span>}
      <button ref={button} type="button" disabled={state === 'loading'} onClick={load}>
        {state === 'loading' ? 'Loading…' : label}
      </button>
    </p>
  );
}
