import { useApolloClient } from '@apollo/client/react';
import { Link, Navigate, useSearchParams } from 'react-router';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/states.tsx';
import { useSession } from './session.ts';
import { signIn } from './sign-in.ts';

export function SignInPage() {
  const client = useApolloClient();
  const session = useSession();
  const [parameters] = useSearchParams();
  if (session !== null) return <Navigate to={ownPath(parameters.get('next'))} replace />;
  return (
    <Page title="Sign in">
      <Form
        button="Sign in"
        onSend={(field) => signIn(client, { email: field('email'), password: field('password') })}
      >
        <label>
          Email
          <input type="email" name="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input type="password" name="password" autoComplete="current-password" required />
        </label>
      </Form>
      <p>
        <Link to="/reset-password">Forgot your password?</Link>
      </p>
      <p className="hint narrow">
        The local stack has <code>customer@demo.shop</code> and <code>alfki@northwind.example</code>, with the
        password <code>supergraph-demo</code>.
      </p>
    </Page>
  );
}

/** A link to the sign-in page must not lead to another site after signing in. */
function ownPath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}
