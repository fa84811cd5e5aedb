import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigationType } from 'react-router';
import { countUnits, useCart } from '../cart/cart.ts';
import { useSession } from '../session/session.ts';
import { SearchBox } from '../catalogue/search-box.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { useOnline } from './use-online.ts';

export function Layout() {
  const { pathname } = useLocation();
  useScrollToTop();
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="bar">
        <Link className="brand" to="/">
          Northwind
        </Link>
        <SearchBox />
        <Navigation />
      </header>
      <OfflineBanner />
      <ErrorBoundary key={pathname}>
        <Outlet />
      </ErrorBoundary>
      <footer>Northwind sells nothing: it shows a shop on a federated graph.</footer>
    </>
  );
}

function Navigation() {
  const session = useSession();
  const units = countUnits(useCart());
  return (
    <nav aria-label="Shop">
      {session === null ? <NavLink to="/sign-in">Sign in</NavLink> : <NavLink to="/orders">Orders</NavLink>}
      <NavLink to="/cart" aria-label={`Cart, ${units} ${units === 1 ? 'item' : 'items'}`}>
        Cart {units > 0 && <span className="badge">{units}</span>}
      </NavLink>
    </nav>
  );
}

/** Pages that were opened before stay usable without a network, and load again when it returns. */
function OfflineBanner() {
  const isOnline = useOnline();
  const client = useApolloClient();
  const wasOnline = useRef(isOnline);
  useEffect(() => {
    if (isOnline && !wasOnline.current) void client.refetchQueries({ include: 'active' });
    wasOnline.current = isOnline;
  }, [client, isOnline]);
  return (
    <div role="status" className="offline">
      {!isOnline && <p>You are offline. What you have seen is still here; ordering needs a connection.</p>}
    </div>
  );
}

/** Scrolls a new page to its top. Going back, the browser itself restores the position. */
function useScrollToTop(): void {
  const { pathname } = useLocation();
  const isBack = useNavigationType() === 'POP';
  useEffect(() => {
    // Without a return value: newer browsers return a promise, which React would take for a clean-up function.
    if (!isBack) scrollTo(0, 0);
  }, [pathname, isBack]);
}
