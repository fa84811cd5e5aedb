import { ApolloLink } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { from, switchMap } from 'rxjs';
import { freshAccessToken, renew, type Refresher } from '../session/refresh.ts';
import { session } from '../session/session.ts';
import { hasCode } from './errors.ts';

/**
 * Sends the access token of the signed-in customer. A token that is about to expire is renewed first. When a token is
 * refused, because the server may end a session earlier, it is renewed once and the operation is repeated.
 */
export function sessionLink(refresh: Refresher): ApolloLink {
  return ApolloLink.from([sendAgainAfterRefusal(refresh), sendAccessToken(refresh)]);
}

function sendAccessToken(refresh: Refresher): ApolloLink {
  return new SetContextLink(async (context) => {
    if (context.anonymous === true) return context;
    const token = await freshAccessToken(refresh);
    return token === undefined ? context : { ...context, headers: { authorization: `Bearer ${token}` } };
  });
}

function sendAgainAfterRefusal(refresh: Refresher): ApolloLink {
  return new ErrorLink(({ error, operation, forward }) => {
    const refused = session.get()?.accessToken;
    const { anonymous } = operation.getContext();
    if (refused === undefined || anonymous === true || !hasCode(error, 'UNAUTHENTICATED')) return;
    return from(renew(refused, refresh)).pipe(switchMap(() => forward(operation)));
  });
}
