import { OUTBOX_INDEX } from '@supergraph/service-kit';
import { Schema } from 'mongoose';
import type { UserEvent } from '../domain/user-events.js';
import type { Address, Role } from '../domain/user.js';

/** A user as the database holds it. */
export interface StoredUser {
  readonly _id: string;
  readonly name: string;
  /** The name without case and accents: what the list is sorted by. */
  readonly sortName: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly defaultAddress: Address | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Read only where it is asked for by name. */
  readonly passwordHash: string;
  readonly sessionEpoch: number;
  /** Missing in accounts of earlier versions, which are not disabled. */
  readonly disabled?: boolean;
  /** Access tokens of a lower one are void. Missing in accounts of earlier versions, where it is 0. */
  readonly tokenEpoch?: number;
  /** When it last went up. */
  readonly tokensRevokedAt?: Date;
  /** The events that are not published. */
  readonly events?: readonly UserEvent[];
  /** Present only while there are events. */
  readonly unpublishedAt?: Date;
}

const addressSchema = new Schema<Address>(
  {
    recipient: { type: String, required: true },
    street: { type: String, required: true },
    city: { type: String, required: true },
    region: { type: String, default: null },
    postalCode: { type: String, default: null },
    country: { type: String, required: true },
  },
  { _id: false },
);

const eventSchema = new Schema<UserEvent>(
  {
    type: { type: String, required: true },
    revision: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
);

export const userSchema = new Schema<StoredUser>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    sortName: { type: String, required: true },
    email: { type: String, required: true },
    roles: { type: [String], required: true },
    defaultAddress: { type: addressSchema, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    passwordHash: { type: String, required: true, select: false },
    sessionEpoch: { type: Number, required: true },
    disabled: { type: Boolean, default: false },
    tokenEpoch: { type: Number, default: 0 },
    tokensRevokedAt: { type: Date },
    events: { type: [eventSchema], default: undefined },
    unpublishedAt: { type: Date },
  },
  { autoCreate: false, versionKey: false, collection: 'users' },
);

userSchema.index({ email: 1 }, { unique: true });
/** The list of users, by name. */
userSchema.index({ sortName: 1, _id: 1 });
/** The accounts whose access tokens became void lately. */
userSchema.index({ tokensRevokedAt: 1 }, { sparse: true });
/** Whether an administrator is left. */
userSchema.index({ roles: 1 });
/** The relay's queue. It contains only accounts with unpublished events. */
userSchema.index(...OUTBOX_INDEX);
