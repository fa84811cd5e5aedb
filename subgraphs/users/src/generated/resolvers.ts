import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { DeletionProgress as DeletionProgressModel } from '../domain/account-deletion.js';
import type { User as UserModel } from '../domain/user.js';
import type { StoredSession as StoredSessionModel } from '../domain/sessions.js';
import type { Connection as ConnectionModel, Edge as EdgeModel } from '@supergraph/service-kit';
import type { Context } from '../context.js';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date and time in RFC 3339 format with a time zone, for example `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  _FieldSet: { input: string; output: string; }
};

/** A deletion of an account, and how far it has come. */
export type AccountDeletion = {
  readonly __typename?: 'AccountDeletion';
  /** When the users service had erased the account and its sessions for good; null until then. */
  readonly accountErasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether nothing is left to erase. A service that cannot be asked counts as unfinished. */
  readonly finished?: Maybe<Scalars['Boolean']['output']>;
  /** The id of the deletion. */
  readonly id: Scalars['ID']['output'];
  /** When the orders service had erased the person's addresses and texts for good; null until then. */
  readonly ordersErasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the account was deleted. It cannot sign in from then on. */
  readonly requestedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A postal address. */
export type Address = {
  readonly __typename?: 'Address';
  /** The town or city. */
  readonly city: Scalars['String']['output'];
  /** The name of the country. */
  readonly country: Scalars['String']['output'];
  /** The postal code; null if the address has none. */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** The name of the person or company that receives the delivery. */
  readonly recipient: Scalars['String']['output'];
  /** The state, province or region; null if the address has none. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** The street and house number, or an equivalent such as a post office box. */
  readonly street: Scalars['String']['output'];
};

/** A postal address. */
export type AddressInput = {
  /** The town or city, 1 to 100 characters. */
  readonly city: Scalars['String']['input'];
  /** The name of the country, 1 to 100 characters. */
  readonly country: Scalars['String']['input'];
  /** The postal code, at most 20 characters. */
  readonly postalCode?: InputMaybe<Scalars['String']['input']>;
  /** The name of the person or company that receives the delivery, 1 to 200 characters. */
  readonly recipient: Scalars['String']['input'];
  /** The state, province or region, at most 100 characters. */
  readonly region?: InputMaybe<Scalars['String']['input']>;
  /** The street and house number, or an equivalent such as a post office box, 1 to 200 characters. */
  readonly street: Scalars['String']['input'];
};

/** Only an administrator may change a staff account in this way. */
export type AdministratorNeeded = UserError & {
  readonly __typename?: 'AdministratorNeeded';
  /** A message to show to people: whom to ask. */
  readonly message: Scalars['String']['output'];
  /** The path to the account's id in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A reason why a password was not changed. */
export type ChangePasswordError = InvalidCredentials | InvalidInput | TooManyAttempts;

/** The input of `changePassword`. */
export type ChangePasswordInput = {
  /** The current password. */
  readonly currentPassword: Scalars['String']['input'];
  /** The new password, 8 to 128 characters. The most common passwords are refused. */
  readonly newPassword: Scalars['String']['input'];
};

/** The result of `changePassword`. */
export type ChangePasswordPayload = {
  readonly __typename?: 'ChangePasswordPayload';
  /** Why the password was not changed; empty if it was changed. */
  readonly errors: ReadonlyArray<ChangePasswordError>;
  /** A new session for this device; null if there are errors. */
  readonly session?: Maybe<Session>;
  /** The account; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** Why an account was not deleted. */
export type DeleteAccountError = InvalidCredentials | LastAdministrator | TooManyAttempts;

/** The input of `deleteAccount`. */
export type DeleteAccountInput = {
  /** The account's password. */
  readonly password: Scalars['String']['input'];
};

/** The result of `deleteAccount`. */
export type DeleteAccountPayload = {
  readonly __typename?: 'DeleteAccountPayload';
  /** The deletion, whose progress `accountDeletion` tells; null when there are errors. */
  readonly deletion?: Maybe<AccountDeletion>;
  /** Why the account was not deleted; empty when it was. */
  readonly errors: ReadonlyArray<DeleteAccountError>;
};

/** A reason why an account was not disabled. */
export type DisableUserError = AdministratorNeeded | InvalidInput | UserNotFound;

/** The input of `disableUser`. */
export type DisableUserInput = {
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** The result of `disableUser`. */
export type DisableUserPayload = {
  readonly __typename?: 'DisableUserPayload';
  /** Why the account was not disabled; empty if it was disabled. */
  readonly errors: ReadonlyArray<DisableUserError>;
  /** The disabled account; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** A reason why an account was not enabled. */
export type EnableUserError = AdministratorNeeded | UserNotFound;

/** The input of `enableUser`. */
export type EnableUserInput = {
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** The result of `enableUser`. */
export type EnableUserPayload = {
  readonly __typename?: 'EnableUserPayload';
  /** Why the account was not enabled; empty if it was enabled. */
  readonly errors: ReadonlyArray<EnableUserError>;
  /** The enabled account; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** A reason why a session was not ended. */
export type EndSessionError = SessionNotFound;

/** The input of `endSession`. */
export type EndSessionInput = {
  /** The id of one of the caller's sessions. */
  readonly id: Scalars['ID']['input'];
};

/** The result of `endSession`. */
export type EndSessionPayload = {
  readonly __typename?: 'EndSessionPayload';
  /** Why the session was not ended; empty if it was ended. */
  readonly errors: ReadonlyArray<EndSessionError>;
  /** The session that was ended; null if there are errors. */
  readonly session?: Maybe<UserSession>;
};

/** A reason why sessions were not ended. */
export type EndSessionsError = AdministratorNeeded | UserNotFound;

/** The input of `endSessions`. */
export type EndSessionsInput = {
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** The result of `endSessions`. */
export type EndSessionsPayload = {
  readonly __typename?: 'EndSessionsPayload';
  /** Why no sessions were ended; empty if the call succeeded. */
  readonly errors: ReadonlyArray<EndSessionsError>;
  /** The number of sessions that were ended; null if there are errors. */
  readonly sessionsEnded?: Maybe<Scalars['Int']['output']>;
};

/** The email address or the password is wrong. The error does not tell whether the address has an account. */
export type InvalidCredentials = UserError & {
  readonly __typename?: 'InvalidCredentials';
  /** A message to show to people: what to do. */
  readonly message: Scalars['String']['output'];
  /** Always null, so that the answer does not reveal which email addresses have accounts. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** An input value that the schema accepts but the shop's rules do not. */
export type InvalidInput = UserError & {
  readonly __typename?: 'InvalidInput';
  /** A message to show to people: what is wrong with the value and which values are accepted. */
  readonly message: Scalars['String']['output'];
  /** The path to the field in `input` that has the invalid value. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The refresh token is unknown, has expired or was used before. The user has to sign in again. */
export type InvalidRefreshToken = UserError & {
  readonly __typename?: 'InvalidRefreshToken';
  /** A message to show to people: what to do. */
  readonly message: Scalars['String']['output'];
  /** The path to the refresh token in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The token is unknown, was used before or has expired, or the password was changed after the link was sent. The user has to request a new link. */
export type InvalidResetToken = UserError & {
  readonly __typename?: 'InvalidResetToken';
  /** A message to show to people: what to do. */
  readonly message: Scalars['String']['output'];
  /** The path to the token in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The account belongs to the last administrator. Without an administrator, nobody could change roles. */
export type LastAdministrator = UserError & {
  readonly __typename?: 'LastAdministrator';
  /** A sentence for a person: what to do first. */
  readonly message: Scalars['String']['output'];
  /** Always null: no input field is at fault. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Changes the caller's password, ends all other sessions and returns a new session. */
  readonly changePassword?: Maybe<ChangePasswordPayload>;
  /**
   * Deletes the caller's account: erases its name, email, address and password, and ends all its sessions. Orders stay, with
   * their sums but without addresses and texts. It cannot be undone.
   */
  readonly deleteAccount?: Maybe<DeleteAccountPayload>;
  /** Disables an account: ends all its sessions and refuses new ones until `enableUser` is called. For staff. */
  readonly disableUser?: Maybe<DisableUserPayload>;
  /** Enables a disabled account, so that its user can sign in again. For staff. */
  readonly enableUser?: Maybe<EnableUserPayload>;
  /** Ends one session of the caller. Its refresh token becomes invalid at once, its access tokens within one minute. */
  readonly endSession?: Maybe<EndSessionPayload>;
  /** Ends all sessions of an account. For staff. */
  readonly endSessions?: Maybe<EndSessionsPayload>;
  /** Exchanges a refresh token for a new session. If a token is used a second time, all sessions that came from it are ended. */
  readonly refreshSession?: Maybe<RefreshSessionPayload>;
  /** Sends a link for setting a new password to an email address. The answer and its time are the same if no account has this address. */
  readonly requestPasswordReset?: Maybe<RequestPasswordResetPayload>;
  /** Sets a new password for the account that a link was sent to, and ends all its sessions. */
  readonly resetPassword?: Maybe<ResetPasswordPayload>;
  /** Sets the roles of an account. Its current access tokens become invalid within one minute; its sessions continue. */
  readonly setRoles?: Maybe<SetRolesPayload>;
  /** Signs in with an email address and a password. */
  readonly signIn?: Maybe<SignInPayload>;
  /** Ends the session of a refresh token. If the session has ended already, nothing changes. */
  readonly signOut?: Maybe<SignOutPayload>;
  /** Ends all sessions of the caller, on all devices. */
  readonly signOutEverywhere?: Maybe<SignOutEverywherePayload>;
  /** Creates an account and signs in. */
  readonly signUp?: Maybe<SignUpPayload>;
  /** Changes the given fields of the caller's profile. Fields that are not given keep their values. */
  readonly updateProfile?: Maybe<UpdateProfilePayload>;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationDeleteAccountArgs = {
  input: DeleteAccountInput;
};


export type MutationDisableUserArgs = {
  input: DisableUserInput;
};


export type MutationEnableUserArgs = {
  input: EnableUserInput;
};


export type MutationEndSessionArgs = {
  input: EndSessionInput;
};


export type MutationEndSessionsArgs = {
  input: EndSessionsInput;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationRequestPasswordResetArgs = {
  input: RequestPasswordResetInput;
};


export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


export type MutationSetRolesArgs = {
  input: SetRolesInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignOutArgs = {
  input: SignOutInput;
};


export type MutationSignUpArgs = {
  input: SignUpInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};

/** The position of a page in its list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last item of this page; null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list has items after the last item of this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether the list has items before the first item of this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first item of this page; null if the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** Everything that the shop stores about one person, who alone may read it. */
export type PersonalData = {
  readonly __typename?: 'PersonalData';
  /** The account, with its address and sessions. */
  readonly account?: Maybe<User>;
  /** The id of the account. */
  readonly id: Scalars['ID']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** The progress of a deletion. The id proves the right to ask: only the answer of `deleteAccount` contains it. Null for an unknown id. */
  readonly accountDeletion?: Maybe<AccountDeletion>;
  /** Everything that the shop stores about the caller. Each service contributes the part that it stores. */
  readonly exportMyData?: Maybe<PersonalData>;
  /** The signed-in user; null if the caller is not signed in. */
  readonly me?: Maybe<User>;
  /** The user with this id; null unless the caller is this user or staff, and null if there is no such user. */
  readonly user?: Maybe<User>;
  /** All users, sorted by name, for staff. */
  readonly users: UserConnection;
};


export type QueryAccountDeletionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A reason why a session was not continued. */
export type RefreshSessionError = InvalidRefreshToken;

/** The input of `refreshSession`. */
export type RefreshSessionInput = {
  /** The latest refresh token of the session. */
  readonly refreshToken: Scalars['String']['input'];
};

/** The result of `refreshSession`. */
export type RefreshSessionPayload = {
  readonly __typename?: 'RefreshSessionPayload';
  /** Why there is no session; empty if there is one. */
  readonly errors: ReadonlyArray<RefreshSessionError>;
  /** The next session; null if there are errors. */
  readonly session?: Maybe<Session>;
  /** The account; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** A reason why a request for a new password was refused. */
export type RequestPasswordResetError = InvalidInput | TooManyAttempts;

/** The input of `requestPasswordReset`. */
export type RequestPasswordResetInput = {
  /** The email address for signing in. Capital and small letters are the same. */
  readonly email: Scalars['String']['input'];
};

/** The result of `requestPasswordReset`. */
export type RequestPasswordResetPayload = {
  readonly __typename?: 'RequestPasswordResetPayload';
  /** Why the request was refused; empty if it was accepted. */
  readonly errors: ReadonlyArray<RequestPasswordResetError>;
  /** True if the request was accepted; null if there are errors. A link is sent only if the address has an account, which the answer does not tell. */
  readonly requested?: Maybe<Scalars['Boolean']['output']>;
};

/** A reason why a password was not set. */
export type ResetPasswordError = InvalidInput | InvalidResetToken | TooManyAttempts;

/** The input of `resetPassword`. */
export type ResetPasswordInput = {
  /** The new password, 8 to 128 characters. The most common passwords are refused. */
  readonly newPassword: Scalars['String']['input'];
  /** The token of the link. It can be used once and expires after a short time. */
  readonly token: Scalars['String']['input'];
};

/** The result of `resetPassword`. */
export type ResetPasswordPayload = {
  readonly __typename?: 'ResetPasswordPayload';
  /** Why the password was not set; empty if it was set. */
  readonly errors: ReadonlyArray<ResetPasswordError>;
  /** The account, whose user can now sign in with the new password; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** A set of permissions of an account. */
export type Role =
  /** May do all that STAFF may do, and may change roles. */
  | 'ADMIN'
  /** May buy, and may read their own data. */
  | 'CUSTOMER'
  /** May manage the catalogue, the inventory and the delivery of orders, and may read all orders and users. */
  | 'STAFF';

/** The tokens of a signed-in user on one device. */
export type Session = {
  readonly __typename?: 'Session';
  /** The token that identifies the user. Send it in the header `Authorization: Bearer <token>`. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token expires. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The token that gets the next session from `refreshSession`. It can be used once. Keep it secret. */
  readonly refreshToken: Scalars['String']['output'];
};

/** The caller has no session with this id. It may have ended already. */
export type SessionNotFound = UserError & {
  readonly __typename?: 'SessionNotFound';
  /** A message to show to people: which session was not found. */
  readonly message: Scalars['String']['output'];
  /** The path to the session's id in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A reason why roles were not set. */
export type SetRolesError = InvalidInput | UserNotFound;

/** The input of `setRoles`. */
export type SetRolesInput = {
  /** All roles that the account has from now on: at least one, each only once. */
  readonly roles: ReadonlyArray<Role>;
  /** The account's id. */
  readonly userId: Scalars['ID']['input'];
};

/** The result of `setRoles`. */
export type SetRolesPayload = {
  readonly __typename?: 'SetRolesPayload';
  /** Why the roles were not set; empty if they were set. */
  readonly errors: ReadonlyArray<SetRolesError>;
  /** The account with its new roles; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** A reason why signing in failed. */
export type SignInError = InvalidCredentials | TooManyAttempts;

/** The input of `signIn`. */
export type SignInInput = {
  /** The account's email address. Capital and small letters are the same. */
  readonly email: Scalars['String']['input'];
  /** The account's password. */
  readonly password: Scalars['String']['input'];
};

/** The result of `signIn`. */
export type SignInPayload = {
  readonly __typename?: 'SignInPayload';
  /** Why there is no session; empty if there is one. */
  readonly errors: ReadonlyArray<SignInError>;
  /** The new session; null if there are errors. */
  readonly session?: Maybe<Session>;
  /** The account; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** A reason why a session was not ended. */
export type SignOutError = InvalidInput;

/** A reason why sessions were not ended. */
export type SignOutEverywhereError = InvalidInput;

/** The result of `signOutEverywhere`. */
export type SignOutEverywherePayload = {
  readonly __typename?: 'SignOutEverywherePayload';
  /** Always empty. */
  readonly errors: ReadonlyArray<SignOutEverywhereError>;
  /** The number of sessions that were ended. */
  readonly sessionsEnded: Scalars['Int']['output'];
};

/** The input of `signOut`. */
export type SignOutInput = {
  /** A refresh token of the session. */
  readonly refreshToken: Scalars['String']['input'];
};

/** The result of `signOut`. */
export type SignOutPayload = {
  readonly __typename?: 'SignOutPayload';
  /** Always empty, because an unknown token has no session to end. */
  readonly errors: ReadonlyArray<SignOutError>;
  /** Whether the session has ended. */
  readonly signedOut: Scalars['Boolean']['output'];
};

/** A reason why an account was not created. */
export type SignUpError = InvalidInput | SignUpRefused | TooManyAttempts;

/** The input of `signUp`. */
export type SignUpInput = {
  /** The email address for signing in. Capital and small letters are the same. */
  readonly email: Scalars['String']['input'];
  /** The name that other people see, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** The password, 8 to 128 characters. The most common passwords are refused. */
  readonly password: Scalars['String']['input'];
};

/** The result of `signUp`. */
export type SignUpPayload = {
  readonly __typename?: 'SignUpPayload';
  /** Why no account was created; empty if one was created. */
  readonly errors: ReadonlyArray<SignUpError>;
  /** The first session of the new account; null if there are errors. */
  readonly session?: Maybe<Session>;
  /** The new account; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** No account can be created with this input. */
export type SignUpRefused = UserError & {
  readonly __typename?: 'SignUpRefused';
  /** A message to show to people: what to do instead. */
  readonly message: Scalars['String']['output'];
  /** Always null, so that the answer does not reveal which email addresses have accounts. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** There were too many attempts. The same call may succeed later. */
export type TooManyAttempts = UserError & {
  readonly __typename?: 'TooManyAttempts';
  /** A message to show to people: what to do. */
  readonly message: Scalars['String']['output'];
  /** Always null. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The number of seconds to wait before the next attempt. */
  readonly retryAfter: Scalars['Int']['output'];
};

/** A reason why a profile was not changed. */
export type UpdateProfileError = InvalidInput;

/** The input of `updateProfile`. */
export type UpdateProfileInput = {
  /** The new default address; null removes the address. */
  readonly defaultAddress?: InputMaybe<AddressInput>;
  /** The new name, 1 to 100 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `updateProfile`. */
export type UpdateProfilePayload = {
  readonly __typename?: 'UpdateProfilePayload';
  /** Why nothing was changed; empty if the profile was changed. */
  readonly errors: ReadonlyArray<UpdateProfileError>;
  /** The account with its new values; null if there are errors. */
  readonly user?: Maybe<User>;
};

/** A person with an account. */
export type User = {
  readonly __typename?: 'User';
  /** When the account was created; null unless the caller is this user or staff. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** The address to which orders are usually sent; null if there is none, and null unless the caller is this user or staff. */
  readonly defaultAddress?: Maybe<Address>;
  /** Whether the account is disabled, so that the user cannot sign in; null unless the caller is this user or staff. */
  readonly disabled?: Maybe<Scalars['Boolean']['output']>;
  /** The email address for signing in; null unless the caller is this user or staff. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** The user's id. It never changes. */
  readonly id: Scalars['ID']['output'];
  /** The name that other people see. */
  readonly name: Scalars['String']['output'];
  /** The roles of the account; null unless the caller is this user or staff. */
  readonly roles?: Maybe<ReadonlyArray<Role>>;
  /** The sessions of the account, the latest sign-in first; null unless the caller is this user or staff. */
  readonly sessions?: Maybe<ReadonlyArray<UserSession>>;
};

/** One page of a list of users. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The users of this page, each with its cursor. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The users of this page. */
  readonly nodes: ReadonlyArray<User>;
  /** The position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** The number of users in the whole list. Counting stops at 10,000. */
  readonly totalCount: Scalars['Int']['output'];
  /** Whether `totalCount` is the exact number; false if the list has more than 10,000 items. */
  readonly totalCountExact: Scalars['Boolean']['output'];
};

/** A user in a list, with its cursor. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** The user's position in the list, as a value for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The user. */
  readonly node: User;
};

/** An expected failure of a mutation, returned as data. Every error type of a mutation implements this interface. */
export type UserError = {
  /** A message to show to people: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
  /** The path to the field in the mutation's `input` that caused the error; null if no single field caused it. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** There is no account with this id. */
export type UserNotFound = UserError & {
  readonly __typename?: 'UserNotFound';
  /** A message to show to people: which account was not found. */
  readonly message: Scalars['String']['output'];
  /** The path to the account's id in `input`. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that was given. */
  readonly userId: Scalars['ID']['output'];
};

/** A browser or device on which a user is signed in. */
export type UserSession = {
  readonly __typename?: 'UserSession';
  /** The program that last used the session, by the name it sent; null if it sent none. The name is not verified. */
  readonly client?: Maybe<Scalars['String']['output']>;
  /** When the session began; null if this was not recorded. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether this is the session of the current access token. */
  readonly current: Scalars['Boolean']['output'];
  /** The session's id, as `endSession` takes it. */
  readonly id: Scalars['ID']['output'];
  /** When the session last received an access token; null if this was not recorded. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  AccountDeletion: AccountDeletion;
  PersonalData: PersonalData;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AccountDeletion:
    ( { __typename: 'AccountDeletion' }
    & GraphQLRecursivePick<FederationTypes['AccountDeletion'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['AccountDeletion'], {"ordersErasedAt":true}> ) );
  PersonalData:
    ( { __typename: 'PersonalData' }
    & GraphQLRecursivePick<FederationTypes['PersonalData'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ChangePasswordError:
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  DeleteAccountError:
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( LastAdministrator & { __typename: 'LastAdministrator' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  DisableUserError:
    | ( AdministratorNeeded & { __typename: 'AdministratorNeeded' } )
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( UserNotFound & { __typename: 'UserNotFound' } )
  ;
  EnableUserError:
    | ( AdministratorNeeded & { __typename: 'AdministratorNeeded' } )
    | ( UserNotFound & { __typename: 'UserNotFound' } )
  ;
  EndSessionError: ( SessionNotFound & { __typename: 'SessionNotFound' } );
  EndSessionsError:
    | ( AdministratorNeeded & { __typename: 'AdministratorNeeded' } )
    | ( UserNotFound & { __typename: 'UserNotFound' } )
  ;
  RefreshSessionError: ( InvalidRefreshToken & { __typename: 'InvalidRefreshToken' } );
  RequestPasswordResetError:
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  ResetPasswordError:
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( InvalidResetToken & { __typename: 'InvalidResetToken' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  SetRolesError:
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( UserNotFound & { __typename: 'UserNotFound' } )
  ;
  SignInError:
    | ( InvalidCredentials & { __typename: 'InvalidCredentials' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  SignOutError: ( InvalidInput & { __typename: 'InvalidInput' } );
  SignOutEverywhereError: ( InvalidInput & { __typename: 'InvalidInput' } );
  SignUpError:
    | ( InvalidInput & { __typename: 'InvalidInput' } )
    | ( SignUpRefused & { __typename: 'SignUpRefused' } )
    | ( TooManyAttempts & { __typename: 'TooManyAttempts' } )
  ;
  UpdateProfileError: ( InvalidInput & { __typename: 'InvalidInput' } );
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  UserError:
    | ( AdministratorNeeded )
    | ( InvalidCredentials )
    | ( InvalidInput )
    | ( InvalidRefreshToken )
    | ( InvalidResetToken )
    | ( LastAdministrator )
    | ( SessionNotFound )
    | ( SignUpRefused )
    | ( TooManyAttempts )
    | ( UserNotFound )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountDeletion: ResolverTypeWrapper<DeletionProgressModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Address: ResolverTypeWrapper<Address>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  AdministratorNeeded: ResolverTypeWrapper<AdministratorNeeded>;
  ChangePasswordError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangePasswordError']>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<Omit<ChangePasswordPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['ChangePasswordError']>, user?: Maybe<ResolversTypes['User']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteAccountError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteAccountError']>;
  DeleteAccountInput: DeleteAccountInput;
  DeleteAccountPayload: ResolverTypeWrapper<Omit<DeleteAccountPayload, 'deletion' | 'errors'> & { deletion?: Maybe<ResolversTypes['AccountDeletion']>, errors: ReadonlyArray<ResolversTypes['DeleteAccountError']> }>;
  DisableUserError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DisableUserError']>;
  DisableUserInput: DisableUserInput;
  DisableUserPayload: ResolverTypeWrapper<Omit<DisableUserPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['DisableUserError']>, user?: Maybe<ResolversTypes['User']> }>;
  EnableUserError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EnableUserError']>;
  EnableUserInput: EnableUserInput;
  EnableUserPayload: ResolverTypeWrapper<Omit<EnableUserPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['EnableUserError']>, user?: Maybe<ResolversTypes['User']> }>;
  EndSessionError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EndSessionError']>;
  EndSessionInput: EndSessionInput;
  EndSessionPayload: ResolverTypeWrapper<Omit<EndSessionPayload, 'errors' | 'session'> & { errors: ReadonlyArray<ResolversTypes['EndSessionError']>, session?: Maybe<ResolversTypes['UserSession']> }>;
  EndSessionsError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EndSessionsError']>;
  EndSessionsInput: EndSessionsInput;
  EndSessionsPayload: ResolverTypeWrapper<Omit<EndSessionsPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['EndSessionsError']> }>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  InvalidCredentials: ResolverTypeWrapper<InvalidCredentials>;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  InvalidRefreshToken: ResolverTypeWrapper<InvalidRefreshToken>;
  InvalidResetToken: ResolverTypeWrapper<InvalidResetToken>;
  LastAdministrator: ResolverTypeWrapper<LastAdministrator>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PersonalData: ResolverTypeWrapper<{ id: string }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefreshSessionError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RefreshSessionError']>;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionPayload: ResolverTypeWrapper<Omit<RefreshSessionPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['RefreshSessionError']>, user?: Maybe<ResolversTypes['User']> }>;
  RequestPasswordResetError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestPasswordResetError']>;
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetPayload: ResolverTypeWrapper<Omit<RequestPasswordResetPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['RequestPasswordResetError']> }>;
  ResetPasswordError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ResetPasswordError']>;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResolverTypeWrapper<Omit<ResetPasswordPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['ResetPasswordError']>, user?: Maybe<ResolversTypes['User']> }>;
  Role: Role;
  Session: ResolverTypeWrapper<Session>;
  SessionNotFound: ResolverTypeWrapper<SessionNotFound>;
  SetRolesError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetRolesError']>;
  SetRolesInput: SetRolesInput;
  SetRolesPayload: ResolverTypeWrapper<Omit<SetRolesPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['SetRolesError']>, user?: Maybe<ResolversTypes['User']> }>;
  SignInError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignInError']>;
  SignInInput: SignInInput;
  SignInPayload: ResolverTypeWrapper<Omit<SignInPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['SignInError']>, user?: Maybe<ResolversTypes['User']> }>;
  SignOutError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignOutError']>;
  SignOutEverywhereError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignOutEverywhereError']>;
  SignOutEverywherePayload: ResolverTypeWrapper<Omit<SignOutEverywherePayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['SignOutEverywhereError']> }>;
  SignOutInput: SignOutInput;
  SignOutPayload: ResolverTypeWrapper<Omit<SignOutPayload, 'errors'> & { errors: ReadonlyArray<ResolversTypes['SignOutError']> }>;
  SignUpError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignUpError']>;
  SignUpInput: SignUpInput;
  SignUpPayload: ResolverTypeWrapper<Omit<SignUpPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['SignUpError']>, user?: Maybe<ResolversTypes['User']> }>;
  SignUpRefused: ResolverTypeWrapper<SignUpRefused>;
  TooManyAttempts: ResolverTypeWrapper<TooManyAttempts>;
  UpdateProfileError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateProfileError']>;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: ResolverTypeWrapper<Omit<UpdateProfilePayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['UpdateProfileError']>, user?: Maybe<ResolversTypes['User']> }>;
  User: ResolverTypeWrapper<UserModel>;
  UserConnection: ResolverTypeWrapper<ConnectionModel<UserModel>>;
  UserEdge: ResolverTypeWrapper<EdgeModel<UserModel>>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  UserNotFound: ResolverTypeWrapper<UserNotFound>;
  UserSession: ResolverTypeWrapper<StoredSessionModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountDeletion: DeletionProgressModel;
  Boolean: Scalars['Boolean']['output'];
  ID: Scalars['ID']['output'];
  Address: Address;
  String: Scalars['String']['output'];
  AddressInput: AddressInput;
  AdministratorNeeded: AdministratorNeeded;
  ChangePasswordError: ResolversUnionTypes<ResolversParentTypes>['ChangePasswordError'];
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: Omit<ChangePasswordPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['ChangePasswordError']>, user?: Maybe<ResolversParentTypes['User']> };
  DateTime: Scalars['DateTime']['output'];
  DeleteAccountError: ResolversUnionTypes<ResolversParentTypes>['DeleteAccountError'];
  DeleteAccountInput: DeleteAccountInput;
  DeleteAccountPayload: Omit<DeleteAccountPayload, 'deletion' | 'errors'> & { deletion?: Maybe<ResolversParentTypes['AccountDeletion']>, errors: ReadonlyArray<ResolversParentTypes['DeleteAccountError']> };
  DisableUserError: ResolversUnionTypes<ResolversParentTypes>['DisableUserError'];
  DisableUserInput: DisableUserInput;
  DisableUserPayload: Omit<DisableUserPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['DisableUserError']>, user?: Maybe<ResolversParentTypes['User']> };
  EnableUserError: ResolversUnionTypes<ResolversParentTypes>['EnableUserError'];
  EnableUserInput: EnableUserInput;
  EnableUserPayload: Omit<EnableUserPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['EnableUserError']>, user?: Maybe<ResolversParentTypes['User']> };
  EndSessionError: ResolversUnionTypes<ResolversParentTypes>['EndSessionError'];
  EndSessionInput: EndSessionInput;
  EndSessionPayload: Omit<EndSessionPayload, 'errors' | 'session'> & { errors: ReadonlyArray<ResolversParentTypes['EndSessionError']>, session?: Maybe<ResolversParentTypes['UserSession']> };
  EndSessionsError: ResolversUnionTypes<ResolversParentTypes>['EndSessionsError'];
  EndSessionsInput: EndSessionsInput;
  EndSessionsPayload: Omit<EndSessionsPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['EndSessionsError']> };
  Int: Scalars['Int']['output'];
  InvalidCredentials: InvalidCredentials;
  InvalidInput: InvalidInput;
  InvalidRefreshToken: InvalidRefreshToken;
  InvalidResetToken: InvalidResetToken;
  LastAdministrator: LastAdministrator;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  PersonalData: { id: string };
  Query: Record<PropertyKey, never>;
  RefreshSessionError: ResolversUnionTypes<ResolversParentTypes>['RefreshSessionError'];
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionPayload: Omit<RefreshSessionPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['RefreshSessionError']>, user?: Maybe<ResolversParentTypes['User']> };
  RequestPasswordResetError: ResolversUnionTypes<ResolversParentTypes>['RequestPasswordResetError'];
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetPayload: Omit<RequestPasswordResetPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['RequestPasswordResetError']> };
  ResetPasswordError: ResolversUnionTypes<ResolversParentTypes>['ResetPasswordError'];
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: Omit<ResetPasswordPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['ResetPasswordError']>, user?: Maybe<ResolversParentTypes['User']> };
  Session: Session;
  SessionNotFound: SessionNotFound;
  SetRolesError: ResolversUnionTypes<ResolversParentTypes>['SetRolesError'];
  SetRolesInput: SetRolesInput;
  SetRolesPayload: Omit<SetRolesPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['SetRolesError']>, user?: Maybe<ResolversParentTypes['User']> };
  SignInError: ResolversUnionTypes<ResolversParentTypes>['SignInError'];
  SignInInput: SignInInput;
  SignInPayload: Omit<SignInPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['SignInError']>, user?: Maybe<ResolversParentTypes['User']> };
  SignOutError: ResolversUnionTypes<ResolversParentTypes>['SignOutError'];
  SignOutEverywhereError: ResolversUnionTypes<ResolversParentTypes>['SignOutEverywhereError'];
  SignOutEverywherePayload: Omit<SignOutEverywherePayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['SignOutEverywhereError']> };
  SignOutInput: SignOutInput;
  SignOutPayload: Omit<SignOutPayload, 'errors'> & { errors: ReadonlyArray<ResolversParentTypes['SignOutError']> };
  SignUpError: ResolversUnionTypes<ResolversParentTypes>['SignUpError'];
  SignUpInput: SignUpInput;
  SignUpPayload: Omit<SignUpPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['SignUpError']>, user?: Maybe<ResolversParentTypes['User']> };
  SignUpRefused: SignUpRefused;
  TooManyAttempts: TooManyAttempts;
  UpdateProfileError: ResolversUnionTypes<ResolversParentTypes>['UpdateProfileError'];
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: Omit<UpdateProfilePayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['UpdateProfileError']>, user?: Maybe<ResolversParentTypes['User']> };
  User: UserModel;
  UserConnection: ConnectionModel<UserModel>;
  UserEdge: EdgeModel<UserModel>;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  UserNotFound: UserNotFound;
  UserSession: StoredSessionModel;
};

export type AccountDeletionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountDeletion'] = ResolversParentTypes['AccountDeletion'], FederationReferenceType extends FederationReferenceTypes['AccountDeletion'] = FederationReferenceTypes['AccountDeletion']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AccountDeletion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  accountErasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finished?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  requestedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  street?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AdministratorNeededResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AdministratorNeeded'] = ResolversParentTypes['AdministratorNeeded']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChangePasswordErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePasswordError'] = ResolversParentTypes['ChangePasswordError']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'InvalidInput' | 'TooManyAttempts', ParentType, ContextType>;
};

export type ChangePasswordPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePasswordPayload'] = ResolversParentTypes['ChangePasswordPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ChangePasswordError']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteAccountErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteAccountError'] = ResolversParentTypes['DeleteAccountError']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'LastAdministrator' | 'TooManyAttempts', ParentType, ContextType>;
};

export type DeleteAccountPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteAccountPayload'] = ResolversParentTypes['DeleteAccountPayload']> = {
  deletion?: Resolver<Maybe<ResolversTypes['AccountDeletion']>, ParentType, ContextType>;
  errors?: Resolver<ReadonlyArray<ResolversTypes['DeleteAccountError']>, ParentType, ContextType>;
};

export type DisableUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisableUserError'] = ResolversParentTypes['DisableUserError']> = {
  __resolveType: TypeResolveFn<'AdministratorNeeded' | 'InvalidInput' | 'UserNotFound', ParentType, ContextType>;
};

export type DisableUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisableUserPayload'] = ResolversParentTypes['DisableUserPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['DisableUserError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type EnableUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnableUserError'] = ResolversParentTypes['EnableUserError']> = {
  __resolveType: TypeResolveFn<'AdministratorNeeded' | 'UserNotFound', ParentType, ContextType>;
};

export type EnableUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnableUserPayload'] = ResolversParentTypes['EnableUserPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['EnableUserError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type EndSessionErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionError'] = ResolversParentTypes['EndSessionError']> = {
  __resolveType: TypeResolveFn<'SessionNotFound', ParentType, ContextType>;
};

export type EndSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionPayload'] = ResolversParentTypes['EndSessionPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['EndSessionError']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['UserSession']>, ParentType, ContextType>;
};

export type EndSessionsErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionsError'] = ResolversParentTypes['EndSessionsError']> = {
  __resolveType: TypeResolveFn<'AdministratorNeeded' | 'UserNotFound', ParentType, ContextType>;
};

export type EndSessionsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionsPayload'] = ResolversParentTypes['EndSessionsPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['EndSessionsError']>, ParentType, ContextType>;
  sessionsEnded?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type InvalidCredentialsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidCredentials'] = ResolversParentTypes['InvalidCredentials']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidRefreshTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidRefreshToken'] = ResolversParentTypes['InvalidRefreshToken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidResetTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidResetToken'] = ResolversParentTypes['InvalidResetToken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LastAdministratorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LastAdministrator'] = ResolversParentTypes['LastAdministrator']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  changePassword?: Resolver<Maybe<ResolversTypes['ChangePasswordPayload']>, ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  deleteAccount?: Resolver<Maybe<ResolversTypes['DeleteAccountPayload']>, ParentType, ContextType, RequireFields<MutationDeleteAccountArgs, 'input'>>;
  disableUser?: Resolver<Maybe<ResolversTypes['DisableUserPayload']>, ParentType, ContextType, RequireFields<MutationDisableUserArgs, 'input'>>;
  enableUser?: Resolver<Maybe<ResolversTypes['EnableUserPayload']>, ParentType, ContextType, RequireFields<MutationEnableUserArgs, 'input'>>;
  endSession?: Resolver<Maybe<ResolversTypes['EndSessionPayload']>, ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'input'>>;
  endSessions?: Resolver<Maybe<ResolversTypes['EndSessionsPayload']>, ParentType, ContextType, RequireFields<MutationEndSessionsArgs, 'input'>>;
  refreshSession?: Resolver<Maybe<ResolversTypes['RefreshSessionPayload']>, ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  requestPasswordReset?: Resolver<Maybe<ResolversTypes['RequestPasswordResetPayload']>, ParentType, ContextType, RequireFields<MutationRequestPasswordResetArgs, 'input'>>;
  resetPassword?: Resolver<Maybe<ResolversTypes['ResetPasswordPayload']>, ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  setRoles?: Resolver<Maybe<ResolversTypes['SetRolesPayload']>, ParentType, ContextType, RequireFields<MutationSetRolesArgs, 'input'>>;
  signIn?: Resolver<Maybe<ResolversTypes['SignInPayload']>, ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<Maybe<ResolversTypes['SignOutPayload']>, ParentType, ContextType, RequireFields<MutationSignOutArgs, 'input'>>;
  signOutEverywhere?: Resolver<Maybe<ResolversTypes['SignOutEverywherePayload']>, ParentType, ContextType>;
  signUp?: Resolver<Maybe<ResolversTypes['SignUpPayload']>, ParentType, ContextType, RequireFields<MutationSignUpArgs, 'input'>>;
  updateProfile?: Resolver<Maybe<ResolversTypes['UpdateProfilePayload']>, ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PersonalDataResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonalData'] = ResolversParentTypes['PersonalData'], FederationReferenceType extends FederationReferenceTypes['PersonalData'] = FederationReferenceTypes['PersonalData']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PersonalData']> | FederationReferenceType, FederationReferenceType, ContextType>;
  account?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accountDeletion?: Resolver<Maybe<ResolversTypes['AccountDeletion']>, ParentType, ContextType, RequireFields<QueryAccountDeletionArgs, 'id'>>;
  exportMyData?: Resolver<Maybe<ResolversTypes['PersonalData']>, ParentType, ContextType>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, Partial<QueryUsersArgs>>;
};

export type RefreshSessionErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshSessionError'] = ResolversParentTypes['RefreshSessionError']> = {
  __resolveType: TypeResolveFn<'InvalidRefreshToken', ParentType, ContextType>;
};

export type RefreshSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshSessionPayload'] = ResolversParentTypes['RefreshSessionPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['RefreshSessionError']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type RequestPasswordResetErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestPasswordResetError'] = ResolversParentTypes['RequestPasswordResetError']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'TooManyAttempts', ParentType, ContextType>;
};

export type RequestPasswordResetPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestPasswordResetPayload'] = ResolversParentTypes['RequestPasswordResetPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['RequestPasswordResetError']>, ParentType, ContextType>;
  requested?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type ResetPasswordErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResetPasswordError'] = ResolversParentTypes['ResetPasswordError']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'InvalidResetToken' | 'TooManyAttempts', ParentType, ContextType>;
};

export type ResetPasswordPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResetPasswordPayload'] = ResolversParentTypes['ResetPasswordPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['ResetPasswordError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SessionNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionNotFound'] = ResolversParentTypes['SessionNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetRolesErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetRolesError'] = ResolversParentTypes['SetRolesError']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'UserNotFound', ParentType, ContextType>;
};

export type SetRolesPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetRolesPayload'] = ResolversParentTypes['SetRolesPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['SetRolesError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type SignInErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInError'] = ResolversParentTypes['SignInError']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'TooManyAttempts', ParentType, ContextType>;
};

export type SignInPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInPayload'] = ResolversParentTypes['SignInPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['SignInError']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type SignOutErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutError'] = ResolversParentTypes['SignOutError']> = {
  __resolveType: TypeResolveFn<'InvalidInput', ParentType, ContextType>;
};

export type SignOutEverywhereErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutEverywhereError'] = ResolversParentTypes['SignOutEverywhereError']> = {
  __resolveType: TypeResolveFn<'InvalidInput', ParentType, ContextType>;
};

export type SignOutEverywherePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutEverywherePayload'] = ResolversParentTypes['SignOutEverywherePayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['SignOutEverywhereError']>, ParentType, ContextType>;
  sessionsEnded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SignOutPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutPayload'] = ResolversParentTypes['SignOutPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['SignOutError']>, ParentType, ContextType>;
  signedOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SignUpErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignUpError'] = ResolversParentTypes['SignUpError']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'SignUpRefused' | 'TooManyAttempts', ParentType, ContextType>;
};

export type SignUpPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignUpPayload'] = ResolversParentTypes['SignUpPayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['SignUpError']>, ParentType, ContextType>;
  session?: Resolver<Maybe<ResolversTypes['Session']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type SignUpRefusedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignUpRefused'] = ResolversParentTypes['SignUpRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TooManyAttemptsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManyAttempts'] = ResolversParentTypes['TooManyAttempts']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  retryAfter?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateProfileErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProfileError'] = ResolversParentTypes['UpdateProfileError']> = {
  __resolveType: TypeResolveFn<'InvalidInput', ParentType, ContextType>;
};

export type UpdateProfilePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProfilePayload'] = ResolversParentTypes['UpdateProfilePayload']> = {
  errors?: Resolver<ReadonlyArray<ResolversTypes['UpdateProfileError']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  defaultAddress?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  disabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Role']>>, ParentType, ContextType>;
  sessions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['UserSession']>>, ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountExact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'AdministratorNeeded' | 'InvalidCredentials' | 'InvalidInput' | 'InvalidRefreshToken' | 'InvalidResetToken' | 'LastAdministrator' | 'SessionNotFound' | 'SignUpRefused' | 'TooManyAttempts' | 'UserNotFound', ParentType, ContextType>;
};

export type UserNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserNotFound'] = ResolversParentTypes['UserNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserSessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserSession'] = ResolversParentTypes['UserSession']> = {
  client?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccountDeletion?: AccountDeletionResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  AdministratorNeeded?: AdministratorNeededResolvers<ContextType>;
  ChangePasswordError?: ChangePasswordErrorResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteAccountError?: DeleteAccountErrorResolvers<ContextType>;
  DeleteAccountPayload?: DeleteAccountPayloadResolvers<ContextType>;
  DisableUserError?: DisableUserErrorResolvers<ContextType>;
  DisableUserPayload?: DisableUserPayloadResolvers<ContextType>;
  EnableUserError?: EnableUserErrorResolvers<ContextType>;
  EnableUserPayload?: EnableUserPayloadResolvers<ContextType>;
  EndSessionError?: EndSessionErrorResolvers<ContextType>;
  EndSessionPayload?: EndSessionPayloadResolvers<ContextType>;
  EndSessionsError?: EndSessionsErrorResolvers<ContextType>;
  EndSessionsPayload?: EndSessionsPayloadResolvers<ContextType>;
  InvalidCredentials?: InvalidCredentialsResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  InvalidRefreshToken?: InvalidRefreshTokenResolvers<ContextType>;
  InvalidResetToken?: InvalidResetTokenResolvers<ContextType>;
  LastAdministrator?: LastAdministratorResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PersonalData?: PersonalDataResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RefreshSessionError?: RefreshSessionErrorResolvers<ContextType>;
  RefreshSessionPayload?: RefreshSessionPayloadResolvers<ContextType>;
  RequestPasswordResetError?: RequestPasswordResetErrorResolvers<ContextType>;
  RequestPasswordResetPayload?: RequestPasswordResetPayloadResolvers<ContextType>;
  ResetPasswordError?: ResetPasswordErrorResolvers<ContextType>;
  ResetPasswordPayload?: ResetPasswordPayloadResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionNotFound?: SessionNotFoundResolvers<ContextType>;
  SetRolesError?: SetRolesErrorResolvers<ContextType>;
  SetRolesPayload?: SetRolesPayloadResolvers<ContextType>;
  SignInError?: SignInErrorResolvers<ContextType>;
  SignInPayload?: SignInPayloadResolvers<ContextType>;
  SignOutError?: SignOutErrorResolvers<ContextType>;
  SignOutEverywhereError?: SignOutEverywhereErrorResolvers<ContextType>;
  SignOutEverywherePayload?: SignOutEverywherePayloadResolvers<ContextType>;
  SignOutPayload?: SignOutPayloadResolvers<ContextType>;
  SignUpError?: SignUpErrorResolvers<ContextType>;
  SignUpPayload?: SignUpPayloadResolvers<ContextType>;
  SignUpRefused?: SignUpRefusedResolvers<ContextType>;
  TooManyAttempts?: TooManyAttemptsResolvers<ContextType>;
  UpdateProfileError?: UpdateProfileErrorResolvers<ContextType>;
  UpdateProfilePayload?: UpdateProfilePayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  UserNotFound?: UserNotFoundResolvers<ContextType>;
  UserSession?: UserSessionResolvers<ContextType>;
};

