import { useApolloClient } from '@apollo/client/react';
import { useState, type SubmitEvent } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { explain } from '../graph/errors.ts';
import { Page } from '../ui/states.tsx';
import { useSession } from './session.ts';
import { signIn } from './sign-in.ts';

export function SignInPage() {
  const client = useApolloClient();
  const session = useSession();
  const [parameters] = useSearchParams();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  if (session !== null) return <Navigate to={ownPath(parameters.get('next'))} replace />;

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    try {
      setFailure(
        await signIn(client, {
          email: String(fields.get('email')),
          password: String(fields.get('password')),
        }),
      );
    } catch (error) {
      setFailure(explain(error));
    }
    setBusy(false);
  }

  return (
    <Page title="Sign in">
      <form className="form narrow" onSubmit={(event) => void submit(event)}>
        <label>
          Email
          <input type="email" name="email" autoComplete="username" required />
        </label>
        <label>
          Password
          <input type="password" name="password" autoComplete="current-password" required />
        </label>
        {failure !== undefined && (
          <p role="alert" className="problem">
            {failure}
          </p>
        )}
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? 'Signing in…' : 'Sign in'}
        </button>
        <p className="hint">
          The local stack has <code>customer@demo.shop</code> and <code>alfki@northwind.example</code>, with
          the password <code>supergraph-demo</code>.
        </p>
      </form>
    </Page>
  );
}

/** A link to the sign-in page must not lead to another site after signing in. */
function ownPath(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}
