/** A set of rights that an account may have. */
export type Role = 'CUSTOMER' | 'STAFF' | 'ADMIN';

export interface Address {
  readonly recipient: string;
  readonly street: string;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

/** A person with an account. */
export interface User {
  readonly id: string;
  readonly name: string;
  /** The normalised address, which is unique. */
  readonly email: string;
  readonly roles: readonly Role[];
  readonly defaultAddress: Address | null;
  readonly createdAt: Date;
  /** Whether staff have disabled the account, so that its user cannot sign in. */
  readonly disabled: boolean;
}

/** A user with the secrets for signing in. */
export interface Account {
  readonly user: User;
  readonly passwordHash: string;
  /** Incremented when all sessions end. Sessions with a lower epoch have ended. */
  readonly sessionEpoch: number;
  /** Incremented when all access tokens become void. Tokens with a lower epoch are void. */
  readonly tokenEpoch: number;
}
