import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
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
  /** A moment in time, RFC 3339 with a time zone: `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  _FieldSet: { input: string; output: string; }
};

/** A postal address. */
export type Address = {
  readonly __typename?: 'Address';
  /** The town or city. */
  readonly city: Scalars['String']['output'];
  /** The country's name. */
  readonly country: Scalars['String']['output'];
  /** The postal code, where addresses have one. */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** Who receives what is sent there. */
  readonly recipient: Scalars['String']['output'];
  /** The state, province or region, where addresses have one. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** Street and number, or what takes their place. */
  readonly street: Scalars['String']['output'];
};

/** A postal address. */
export type AddressInput = {
  /** The town or city, 1 to 100 characters. */
  readonly city: Scalars['String']['input'];
  /** The country's name, 1 to 100 characters. */
  readonly country: Scalars['String']['input'];
  /** The postal code, at most 20 characters. */
  readonly postalCode?: InputMaybe<Scalars['String']['input']>;
  /** Who receives what is sent there, 1 to 200 characters. */
  readonly recipient: Scalars['String']['input'];
  /** The state, province or region, at most 100 characters. */
  readonly region?: InputMaybe<Scalars['String']['input']>;
  /** Street and number, or what takes their place, 1 to 200 characters. */
  readonly street: Scalars['String']['input'];
};

/** Only an administrator may do this to an account of staff. */
export type AdministratorNeeded = UserError & {
  readonly __typename?: 'AdministratorNeeded';
  /** A sentence for a person: the way to go instead. */
  readonly message: Scalars['String']['output'];
  /** The path of the account in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Why a password was not changed. */
export type ChangePasswordError = InvalidCredentials | InvalidInput | TooManyAttempts;

/** The input of `changePassword`. */
export type ChangePasswordInput = {
  /** The password so far. */
  readonly currentPassword: Scalars['String']['input'];
  /** The new one: 8 to 128 characters, none of the most common ones. */
  readonly newPassword: Scalars['String']['input'];
};

/** The result of `changePassword`. */
export type ChangePasswordPayload = {
  readonly __typename?: 'ChangePasswordPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<ChangePasswordError>;
  /** A new session for this device; null when there are errors. */
  readonly session?: Maybe<Session>;
  /** The account; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** Why an account was not disabled. */
export type DisableUserError = AdministratorNeeded | InvalidInput | UserNotFound;

/** The input of `disableUser`. */
export type DisableUserInput = {
  /** The account. */
  readonly userId: Scalars['ID']['input'];
};

/** The result of `disableUser`. */
export type DisableUserPayload = {
  readonly __typename?: 'DisableUserPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<DisableUserError>;
  /** The disabled account; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** Why an account was not enabled. */
export type EnableUserError = AdministratorNeeded | UserNotFound;

/** The input of `enableUser`. */
export type EnableUserInput = {
  /** The account. */
  readonly userId: Scalars['ID']['input'];
};

/** The result of `enableUser`. */
export type EnableUserPayload = {
  readonly __typename?: 'EnableUserPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<EnableUserError>;
  /** The enabled account; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** Why a session was not ended. */
export type EndSessionError = SessionNotFound;

/** The input of `endSession`. */
export type EndSessionInput = {
  /** The session, one of the caller's. */
  readonly id: Scalars['ID']['input'];
};

/** The result of `endSession`. */
export type EndSessionPayload = {
  readonly __typename?: 'EndSessionPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<EndSessionError>;
  /** The session that was ended; null when there are errors. */
  readonly session?: Maybe<UserSession>;
};

/** Why sessions were not ended. */
export type EndSessionsError = AdministratorNeeded | UserNotFound;

/** The input of `endSessions`. */
export type EndSessionsInput = {
  /** The account. */
  readonly userId: Scalars['ID']['input'];
};

/** The result of `endSessions`. */
export type EndSessionsPayload = {
  readonly __typename?: 'EndSessionsPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<EndSessionsError>;
  /** How many sessions were ended; null when there are errors. */
  readonly sessionsEnded?: Maybe<Scalars['Int']['output']>;
};

/** Email and password do not belong together. It does not tell whether the email is registered. */
export type InvalidCredentials = UserError & {
  readonly __typename?: 'InvalidCredentials';
  /** A sentence for a person: what to do. */
  readonly message: Scalars['String']['output'];
  /** Always null: it does not tell which of the two is at fault. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** An input value that the schema allows and the shop's rules do not. */
export type InvalidInput = UserError & {
  readonly __typename?: 'InvalidInput';
  /** What is wrong with the value and what would be right. */
  readonly message: Scalars['String']['output'];
  /** The path of the input field at fault. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The refresh token is unknown, over, or was used before: sign in again. */
export type InvalidRefreshToken = UserError & {
  readonly __typename?: 'InvalidRefreshToken';
  /** A sentence for a person: what to do. */
  readonly message: Scalars['String']['output'];
  /** The path of the token in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** The token is not one of a link that was sent, or was used, or ran out, or the password was changed since: ask for a new link. */
export type InvalidResetToken = UserError & {
  readonly __typename?: 'InvalidResetToken';
  /** A sentence for a person: what to do. */
  readonly message: Scalars['String']['output'];
  /** The path of the token in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Changes the caller's password, ends all other sessions and answers a new one. */
  readonly changePassword?: Maybe<ChangePasswordPayload>;
  /** Closes an account for its user, as staff: ends all its sessions and refuses new ones until `enableUser`. */
  readonly disableUser?: Maybe<DisableUserPayload>;
  /** Opens an account that was disabled, as staff: its user may sign in again. */
  readonly enableUser?: Maybe<EnableUserPayload>;
  /** Ends one session of the caller: its refresh token is over at once, and its access tokens within a minute. */
  readonly endSession?: Maybe<EndSessionPayload>;
  /** Ends all sessions of an account, as staff. */
  readonly endSessions?: Maybe<EndSessionsPayload>;
  /** Trades a refresh token for a new session. A second use of one ends every session that came of it. */
  readonly refreshSession?: Maybe<RefreshSessionPayload>;
  /** Sends a link to choose a new password to the account of an email. It answers the same, and as fast, without such an account. */
  readonly requestPasswordReset?: Maybe<RequestPasswordResetPayload>;
  /** Sets the password of the account that a link was sent to, and ends all its sessions. */
  readonly resetPassword?: Maybe<ResetPasswordPayload>;
  /** Sets what an account may do. Its access tokens so far are over within a minute; its sessions go on. */
  readonly setRoles?: Maybe<SetRolesPayload>;
  /** Signs in. */
  readonly signIn?: Maybe<SignInPayload>;
  /** Ends the session of a refresh token. Ending one that is over changes nothing. */
  readonly signOut?: Maybe<SignOutPayload>;
  /** Ends all sessions of the caller, on every device. */
  readonly signOutEverywhere?: Maybe<SignOutEverywherePayload>;
  /** Makes an account and signs in. */
  readonly signUp?: Maybe<SignUpPayload>;
  /** Changes what is given of the caller's profile; what is not given stays. */
  readonly updateProfile?: Maybe<UpdateProfilePayload>;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
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

/** Where a page stands in the list it was cut from. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The last item's cursor; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there are items after this page's last. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are items before this page's first. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The first item's cursor; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** The caller; null for an anonymous one. */
  readonly me?: Maybe<User>;
  /** The user with this id: oneself, or anyone for staff; otherwise null, as for an unknown id. */
  readonly user?: Maybe<User>;
  /** All users, by name, for staff. */
  readonly users: UserConnection;
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

/** Why a session was not continued. */
export type RefreshSessionError = InvalidRefreshToken;

/** The input of `refreshSession`. */
export type RefreshSessionInput = {
  /** The newest refresh token of the session. */
  readonly refreshToken: Scalars['String']['input'];
};

/** The result of `refreshSession`. */
export type RefreshSessionPayload = {
  readonly __typename?: 'RefreshSessionPayload';
  /** Why there is no session; empty when there is. */
  readonly errors: ReadonlyArray<RefreshSessionError>;
  /** The next session; null when there are errors. */
  readonly session?: Maybe<Session>;
  /** The account; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** Why no link to choose a new password was sent. */
export type RequestPasswordResetError = InvalidInput | TooManyAttempts;

/** The input of `requestPasswordReset`. */
export type RequestPasswordResetInput = {
  /** The email that the account signs in with. Capitals make no difference. */
  readonly email: Scalars['String']['input'];
};

/** The result of `requestPasswordReset`. */
export type RequestPasswordResetPayload = {
  readonly __typename?: 'RequestPasswordResetPayload';
  /** Why no link is sent; empty when it is. */
  readonly errors: ReadonlyArray<RequestPasswordResetError>;
  /** True: a link is sent if the email has an account, which the answer does not tell. Null when there are errors. */
  readonly requested?: Maybe<Scalars['Boolean']['output']>;
};

/** Why a password was not reset. */
export type ResetPasswordError = InvalidInput | InvalidResetToken | TooManyAttempts;

/** The input of `resetPassword`. */
export type ResetPasswordInput = {
  /** The new password: 8 to 128 characters, none of the most common ones. */
  readonly newPassword: Scalars['String']['input'];
  /** The token of the link, which is good once and for a short time. */
  readonly token: Scalars['String']['input'];
};

/** The result of `resetPassword`. */
export type ResetPasswordPayload = {
  readonly __typename?: 'ResetPasswordPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<ResetPasswordError>;
  /** The account, which may sign in with its new password now; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** A set of rights that an account may have. */
export type Role =
  /** Gives and takes roles, and does all that staff does. */
  | 'ADMIN'
  /** Buys, and sees what is one's own. */
  | 'CUSTOMER'
  /** Runs the shop: catalogue, inventory, fulfilment; reads all orders and users. */
  | 'STAFF';

/** The tokens of a signed-in device. */
export type Session = {
  readonly __typename?: 'Session';
  /** Proves who is asking: send it as `Authorization: Bearer …`. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token ends. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Buys the next session, once. Keep it secret. */
  readonly refreshToken: Scalars['String']['output'];
};

/** The caller has no such session. It may have ended. */
export type SessionNotFound = UserError & {
  readonly __typename?: 'SessionNotFound';
  /** A sentence for a person: what is missing. */
  readonly message: Scalars['String']['output'];
  /** The path of the session in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Why roles were not set. */
export type SetRolesError = InvalidInput | UserNotFound;

/** The input of `setRoles`. */
export type SetRolesInput = {
  /** All its roles from now on: at least one, each once. */
  readonly roles: ReadonlyArray<Role>;
  /** The account. */
  readonly userId: Scalars['ID']['input'];
};

/** The result of `setRoles`. */
export type SetRolesPayload = {
  readonly __typename?: 'SetRolesPayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<SetRolesError>;
  /** The changed account; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** Why signing in failed. */
export type SignInError = InvalidCredentials | TooManyAttempts;

/** The input of `signIn`. */
export type SignInInput = {
  /** The account's email. Capitals make no difference. */
  readonly email: Scalars['String']['input'];
  /** The account's password. */
  readonly password: Scalars['String']['input'];
};

/** The result of `signIn`. */
export type SignInPayload = {
  readonly __typename?: 'SignInPayload';
  /** Why there is no session; empty when there is. */
  readonly errors: ReadonlyArray<SignInError>;
  /** The new session; null when there are errors. */
  readonly session?: Maybe<Session>;
  /** The account; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** Why a session was not ended. */
export type SignOutError = InvalidInput;

/** Why sessions were not ended. */
export type SignOutEverywhereError = InvalidInput;

/** The result of `signOutEverywhere`. */
export type SignOutEverywherePayload = {
  readonly __typename?: 'SignOutEverywherePayload';
  /** Always empty. */
  readonly errors: ReadonlyArray<SignOutEverywhereError>;
  /** How many sessions were ended. */
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
  /** Always empty: an unknown token has no session to end. */
  readonly errors: ReadonlyArray<SignOutError>;
  /** Whether the session is over. */
  readonly signedOut: Scalars['Boolean']['output'];
};

/** Why an account was not made. */
export type SignUpError = InvalidInput | SignUpRefused | TooManyAttempts;

/** The input of `signUp`. */
export type SignUpInput = {
  /** The address to sign in with. Capitals make no difference. */
  readonly email: Scalars['String']['input'];
  /** The name others see, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** 8 to 128 characters, none of the most common ones. */
  readonly password: Scalars['String']['input'];
};

/** The result of `signUp`. */
export type SignUpPayload = {
  readonly __typename?: 'SignUpPayload';
  /** Why there is no new account; empty when there is. */
  readonly errors: ReadonlyArray<SignUpError>;
  /** The new account's first session; null when there are errors. */
  readonly session?: Maybe<Session>;
  /** The new account; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** No account can be made with these details. */
export type SignUpRefused = UserError & {
  readonly __typename?: 'SignUpRefused';
  /** A sentence for a person: the way to go instead. */
  readonly message: Scalars['String']['output'];
  /** Always null: it does not tell which of the details is at fault. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Too many attempts: the same call may succeed later. */
export type TooManyAttempts = UserError & {
  readonly __typename?: 'TooManyAttempts';
  /** A sentence for a person: what to do. */
  readonly message: Scalars['String']['output'];
  /** Always null. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** In how many seconds to try again. */
  readonly retryAfter: Scalars['Int']['output'];
};

/** Why a profile was not changed. */
export type UpdateProfileError = InvalidInput;

/** The input of `updateProfile`. */
export type UpdateProfileInput = {
  /** The new default address; null takes it away. */
  readonly defaultAddress?: InputMaybe<AddressInput>;
  /** The new name, 1 to 100 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `updateProfile`. */
export type UpdateProfilePayload = {
  readonly __typename?: 'UpdateProfilePayload';
  /** Why nothing was changed; empty when it was. */
  readonly errors: ReadonlyArray<UpdateProfileError>;
  /** The changed account; null when there are errors. */
  readonly user?: Maybe<User>;
};

/** Someone with an account. */
export type User = {
  readonly __typename?: 'User';
  /** When the account was made: one's own, or anyone's for staff; otherwise null. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where to send what the user buys: one's own, or anyone's for staff; otherwise null. */
  readonly defaultAddress?: Maybe<Address>;
  /** Whether the account is closed for its user, who cannot sign in: one's own, or anyone's for staff; otherwise null. */
  readonly disabled?: Maybe<Scalars['Boolean']['output']>;
  /** The address one signs in with: one's own, or anyone's for staff; otherwise null. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** Names the user for good. */
  readonly id: Scalars['ID']['output'];
  /** The name others see. */
  readonly name: Scalars['String']['output'];
  /** The roles of the account: one's own, or anyone's for staff; otherwise null. */
  readonly roles?: Maybe<ReadonlyArray<Role>>;
  /** Where the account is signed in, the latest sign-in first: one's own, or anyone's for staff; otherwise null. */
  readonly sessions?: Maybe<ReadonlyArray<UserSession>>;
};

/** A page of users. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The page's users, each with its cursor. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The page's users. */
  readonly nodes: ReadonlyArray<User>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many users the whole list has, counted up to 10,000. */
  readonly totalCount: Scalars['Int']['output'];
  /** Whether the whole list was counted; false where it has more than `totalCount` says. */
  readonly totalCountExact: Scalars['Boolean']['output'];
};

/** A user in a list. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Where the user stands, for `after` and `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The user. */
  readonly node: User;
};

/** An expected failure, told as data. Every error of a mutation is one. */
export type UserError = {
  /** What went wrong and what to do about it, for a person. */
  readonly message: Scalars['String']['output'];
  /** The path of the input field at fault, from the mutation's `input`; null when no single field is. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** There is no such account. */
export type UserNotFound = UserError & {
  readonly __typename?: 'UserNotFound';
  /** A sentence for a person: what is missing. */
  readonly message: Scalars['String']['output'];
  /** The path of the account in the input. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that names no account. */
  readonly userId: Scalars['ID']['output'];
};

/** A place where an account is signed in, such as a browser or a phone. */
export type UserSession = {
  readonly __typename?: 'UserSession';
  /** The program that it was last used with, as that program named itself; null when it did not. Nothing proves it. */
  readonly client?: Maybe<Scalars['String']['output']>;
  /** When it began; null for a session that began before this was recorded. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it is the session of the access token that asks. */
  readonly current: Scalars['Boolean']['output'];
  /** Names the session, for `endSession`. */
  readonly id: Scalars['ID']['output'];
  /** When it last got an access token; null for a session that has got none since this was recorded. */
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
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
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
    | ( SessionNotFound )
    | ( SignUpRefused )
    | ( TooManyAttempts )
    | ( UserNotFound )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Address: ResolverTypeWrapper<Address>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  AdministratorNeeded: ResolverTypeWrapper<AdministratorNeeded>;
  ChangePasswordError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangePasswordError']>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<Omit<ChangePasswordPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversTypes['ChangePasswordError']>, user?: Maybe<ResolversTypes['User']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DisableUserError: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DisableUserError']>;
  DisableUserInput: DisableUserInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
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
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
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
  Address: Address;
  String: Scalars['String']['output'];
  AddressInput: AddressInput;
  AdministratorNeeded: AdministratorNeeded;
  ChangePasswordError: ResolversUnionTypes<ResolversParentTypes>['ChangePasswordError'];
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: Omit<ChangePasswordPayload, 'errors' | 'user'> & { errors: ReadonlyArray<ResolversParentTypes['ChangePasswordError']>, user?: Maybe<ResolversParentTypes['User']> };
  DateTime: Scalars['DateTime']['output'];
  DisableUserError: ResolversUnionTypes<ResolversParentTypes>['DisableUserError'];
  DisableUserInput: DisableUserInput;
  ID: Scalars['ID']['output'];
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
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
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

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  changePassword?: Resolver<Maybe<ResolversTypes['ChangePasswordPayload']>, ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
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

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
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
  __resolveType: TypeResolveFn<'AdministratorNeeded' | 'InvalidCredentials' | 'InvalidInput' | 'InvalidRefreshToken' | 'InvalidResetToken' | 'SessionNotFound' | 'SignUpRefused' | 'TooManyAttempts' | 'UserNotFound', ParentType, ContextType>;
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
  Address?: AddressResolvers<ContextType>;
  AdministratorNeeded?: AdministratorNeededResolvers<ContextType>;
  ChangePasswordError?: ChangePasswordErrorResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
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
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
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

