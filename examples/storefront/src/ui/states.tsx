import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';

export function Page({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main id="main">
      <Title>{title}</Title>
      {children}
    </main>
  );
}

/** A page's heading. It takes the focus, so that a screen reader announces the new page. */
export function Title({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · Northwind`;
  }, [children]);
  useEffect(() => {
    // Not on the first page: there the screen reader starts at the top.
    if (history.state?.idx > 0) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

export interface EmptyProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The path of the link below the text. */
  readonly to?: string;
  readonly label?: string;
}

/** Shown when a list or a page is empty without a failure. */
export function Empty({ title, children, to = '/', label = 'Browse the shop' }: EmptyProps) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      <p>{children}</p>
      <Link className="button" to={to}>
        {label}
      </Link>
    </section>
  );
}

/** Shown after a failure that may be temporary. */
export function Failure({
  children,
  onRetry,
}: {
  readonly children: ReactNode;
  readonly onRetry: () => void;
}) {
  return (
    <div className="notice failure" role="alert">
      <p>{children}</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

/** A notice that does not block the customer. */
export function Notice({ children }: { readonly children: ReactNode }) {
  return (
    <div className="notice" role="status">
      {children}
    </div>
  );
}

/** Shown while a page loads: its outline, and a text for screen readers. */
export function Skeleton({ lines }: { readonly lines: number }) {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">Loading</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} aria-hidden="true" />
      ))}
    </div>
  );
}
