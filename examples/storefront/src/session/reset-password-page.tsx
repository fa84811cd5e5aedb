import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Form } from '../ui/form.tsx';
import { Empty, Page } from '../ui/states.tsx';
import { requestPasswordReset, resetPassword } from './reset-password.ts';

const PATH = '/reset-password';

/** Sends a link to a customer who forgot the password. Opened by that link, the page asks for the new password. */
export function ResetPasswordPage() {
  const [token, forget] = useTokenOfLink();
  return token === null ? <RequestLink /> : <ChoosePassword token={token} onForget={forget} />;
}

function RequestLink() {
  const client = useApolloClient();
  const [isSent, setSent] = useState(false);
  return (
    <Page title="Forgot your password?">
      {isSent ? (
        <Empty title="Look into your mail" to="/sign-in" label="Sign in">
          If the address has an account, a link to choose a new password is on its way.
        </Empty>
      ) : (
        <Form
          button="Send me a link"
          onSend={(field) => requestPasswordReset(client, field('email'))}
          onDone={() => setSent(true)}
        >
          <label>
            Email
            <input type="email" name="email" autoComplete="username" required />
          </label>
        </Form>
      )}
    </Page>
  );
}

interface ChoosePasswordProps {
  readonly token: string;
  readonly onForget: () => void;
}

function ChoosePassword({ token, onForget }: ChoosePasswordProps) {
  const client = useApolloClient();
  const [isChanged, setChanged] = useState(false);
  if (isChanged) {
    return (
      <Page title="New password">
        <Empty title="Your password is changed" to="/sign-in" label="Sign in">
          You were signed out everywhere. Sign in with the new password.
        </Empty>
      </Page>
    );
  }
  return (
    <Page title="New password">
      <Form
        button="Change password"
        onSend={(field) => resetPassword(client, { token, newPassword: field('password') })}
        onDone={() => setChanged(true)}
      >
        <label>
          New password
          <input
            type="password"
            name="password"
            autoComplete="new-password"
            minLength={8}
            maxLength={128}
            required
          />
        </label>
      </Form>
      <button type="button" className="quiet" onClick={onForget}>
        Ask for a new link
      </button>
    </Page>
  );
}

/** The token stands behind `#`, which browsers send to no server. It is removed from the address and its history. */
function useTokenOfLink(): readonly [token: string | null, forget: () => void] {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [kept, keep] = useState<string | null>(null);
  const arrived = new URLSearchParams(hash.slice(1)).get('token');
  useEffect(() => {
    if (arrived === null) return;
    keep(arrived);
    void navigate(PATH, { replace: true });
  }, [arrived, navigate]);
  return [arrived ?? kept, () => keep(null)];
}
