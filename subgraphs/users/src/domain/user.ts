/** A set of rights that an account may have. */
export type Role = 'CUSTOMER' | 'STAFF' | 'ADMIN';

/** A postal address. */
export interface Address {
  readonly recipient: string;
  readonly street: string;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string;
}

/** Someone with an account. */
export interface User {
  readonly id: string;
  readonly name: string;
  /** In its normal form; no two accounts share one. */
  readonly email: string;
  readonly roles: readonly Role[];
  readonly defaultAddress: Address | null;
  readonly createdAt: Date;
  /** Whether staff have closed the account: its user cannot sign in. */
  readonly disabled: boolean;
}

/** A user with the secrets that signing in needs. */
export interface Account {
  readonly user: User;
  readonly passwordHash: string;
  /** Goes up when all sessions end; a session that began under a lower one is over. */
  readonly sessionEpoch: number;
  /** Goes up when all access tokens become void; one that was issued under a lower one is. */
  readonly tokenEpoch: number;
}
