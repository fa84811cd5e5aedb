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

/** A page's heading. It takes the focus, so that a screen reader says where the customer has come to. */
export function Title({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${children} · Northwind`;
  }, [children]);
  useEffect(() => {
    // Not on the first page that is opened: there the browser reads from the top.
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
  /** Where the customer can go from here. */
  readonly to?: string;
  readonly label?: string;
}

/** There is nothing to show, and that is no failure. */
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

/** Something failed that may succeed later. */
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

/** Something worth knowing that stops nobody. */
export function Notice({ children }: { readonly children: ReactNode }) {
  return (
    <div className="notice" role="status">
      {children}
    </div>
  );
}

/** The page is on its way: its outline, and a word for those who do not see it. */
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
