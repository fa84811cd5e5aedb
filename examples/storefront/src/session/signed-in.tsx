import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from './session.ts';

/** Shows a page to signed-in customers. Others are sent to sign in first and return to the page. */
export function SignedIn() {
  const session = useSession();
  const { pathname } = useLocation();
  if (session === null) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname)}`} replace />;
  return <Outlet />;
}
