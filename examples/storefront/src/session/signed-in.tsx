import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from './session.ts';

/** Pages for customers. A visitor signs in first and then comes to the page. */
export function SignedIn() {
  const session = useSession();
  const { pathname } = useLocation();
  if (session === null) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname)}`} replace />;
  return <Outlet />;
}
