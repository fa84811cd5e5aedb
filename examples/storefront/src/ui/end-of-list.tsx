import { useEffect, useRef, useState } from 'react';

export interface EndOfListProps {
  readonly onReach: () => Promise<unknown>;
  /** The text of the button for people who do not scroll. */
  readonly label: string;
}

/** Loads the next page when the end of the list comes near. After a failure it loads only on request. */
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
