import { DEMO_PASSWORD } from '@supergraph/local';
import * as operations from '@supergraph/schema';
import { createClient } from '../../e2e/support/client.js';

/** An access token that no issuer signed. The router rejects it in the same way as an expired one. */
export const STALE_TOKEN = 'a.stale.token';

/** A session of the demo customer, and its refresh as an application would write it. */
export async function openSession(url: string) {
  const anonymous = createClient(url);
  const input = { email: 'customer@demo.shop', password: DEMO_PASSWORD };
  const { signIn } = await anonymous.data<operations.WebSignInMutation>(operations.webSignIn.text, { input });
  const refreshToken = signIn?.session?.refreshToken ?? '';
  return {
    refresh: async (): Promise<string> => {
      const { refreshSession } = await anonymous.data<operations.WebRefreshSessionMutation>(
        operations.webRefreshSession.text,
        { input: { refreshToken } },
      );
      return refreshSession?.session?.accessToken ?? '';
    },
  };
}
