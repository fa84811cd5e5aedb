import type { Answer, Asker } from '@supergraph/service-kit/testing';
import jwt from 'jsonwebtoken';
import type { TestSubgraph } from './test-subgraph.js';

export const PASSWORD = 'correct horse battery';

const errors =
  'errors { __typename ... on UserError { message path ... on TooManyAttempts { retryAfter } } }';
const signedIn = `session { accessToken refreshToken expiresAt } user { id name email roles } ${errors}`;

export const staff: Asker = { subject: 'staff', scopes: ['users:read', 'users:write'] };
export const admin: Asker = { subject: 'admin', scopes: ['users:read', 'users:write', 'roles:write'] };

/** The mutations of the service. Each returns its payload. */
export function actions({ ask }: Pick<TestSubgraph, 'ask'>) {
  const run = async (field: string, args: object, as?: Asker, selection = signedIn) => {
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
    return payloadOf(await ask(query, { input: args }, as), field);
  };
  return {
    signUp: (email: string, change: object = {}, as?: Asker) =>
      run('signUp', { name: 'Ada', email, password: PASSWORD, ...change }, as),
    signIn: (email: string, password = PASSWORD, as?: Asker) => run('signIn', { email, password }, as),
    refresh: (refreshToken: string, as?: Asker) => run('refreshSession', { refreshToken }, as),
    signOut: (refreshToken: string) => run('signOut', { refreshToken }, {}, `signedOut ${errors}`),
    changePassword: (currentPassword: string, newPassword: string, as?: Asker) =>
      run('changePassword', { currentPassword, newPassword }, as),
    requestPasswordReset: (email: string, as?: Asker) =>
      run('requestPasswordReset', { email }, as, `requested ${errors}`),
    resetPassword: (token: string, newPassword: string, as?: Asker) =>
      run('resetPassword', { token, newPassword }, as, `user { id name email roles } ${errors}`),
    updateProfile: (input: object, as?: Asker) =>
      run(
        'updateProfile',
        input,
        as,
        `user { id name defaultAddress { recipient region country } } ${errors}`,
      ),
    setRoles: (userId: string, roles: string[], as: Asker = admin) =>
      run('setRoles', { userId, roles }, as, `user { id roles } ${errors}`),
    endSession: (id: string, as?: Asker) => run('endSession', { id }, as, `session { id } ${errors}`),
    endSessions: (userId: string, as: Asker = staff) =>
      run('endSessions', { userId }, as, `sessionsEnded ${errors}`),
    disableUser: (userId: string, as: Asker = staff) =>
      run('disableUser', { userId }, as, `user { id disabled } ${errors}`),
    enableUser: (userId: string, as: Asker = staff) =>
      run('enableUser', { userId }, as, `user { id disabled } ${errors}`),
    signOutEverywhere: async (as: Asker) =>
      payloadOf(
        await ask('mutation { signOutEverywhere { sessionsEnded errors { __typename } } }', {}, as),
        'signOutEverywhere',
      ),
  };
}

/** The fields of all payloads. Each mutation returns some of them. */
export interface Payload {
  readonly session: SessionData | null;
  readonly user: UserData | null;
  readonly errors: readonly ErrorData[];
}

interface SessionData {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: string;
}

interface UserData {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly roles: readonly string[] | null;
}

interface ErrorData {
  readonly __typename: string;
  readonly path: readonly string[] | null;
  readonly retryAfter?: number;
}

export function sessionOf({ session, errors }: Payload): SessionData {
  if (session === null) throw new Error(`no session, but ${JSON.stringify(errors)}`);
  return session;
}

export function userOf({ user, errors }: Payload): UserData {
  if (user === null) throw new Error(`no user, but ${JSON.stringify(errors)}`);
  return user;
}

/** A session as its owner sees it. */
export interface ListedSession {
  readonly id: string;
  readonly createdAt: string | null;
  readonly lastUsedAt: string | null;
  readonly client: string | null;
  readonly current: boolean;
}

/** The sessions of a user, as `as` sees them. */
export async function sessionsOf({ ask }: Pick<TestSubgraph, 'ask'>, userId: string, as: Asker) {
  const query = 'query ($id: ID!) { user(id: $id) { sessions { id createdAt lastUsedAt client current } } }';
  const { data } = await ask(query, { id: userId }, as);
  return (data.user as { sessions: ListedSession[] } | null)?.sessions;
}

/** The claims of an access token. */
export function claimsOf({
  accessToken,
}: {
  readonly accessToken: string;
}): Readonly<Record<string, unknown>> {
  return jwt.decode(accessToken, { json: true }) ?? {};
}

/** The payload, or the error codes if there is none. */
function payloadOf(answer: Answer, field: string): Payload {
  const refused = answer.errors?.map(({ extensions }) => extensions.code);
  return (refused === undefined ? answer.data[field] : { refused }) as Payload;
}
