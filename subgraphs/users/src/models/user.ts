import { OUTBOX_INDEX } from '@supergraph/service-kit';
import { Schema } from 'mongoose';
import type { UserEvent } from '../domain/user-events.js';
import type { AccountDeletion } from '../domain/account-deletion.js';
import type { Address, Role } from '../domain/user.js';

/** A user as it is stored. */
export interface StoredUser {
  readonly _id: string;
  readonly name: string;
  /** The name without case and accents, by which lists are sorted. */
  readonly sortName: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly defaultAddress: Address | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Read only by queries that select it explicitly. */
  readonly passwordHash: string;
  readonly sessionEpoch: number;
  /** Missing in accounts of earlier versions, which are not disabled. */
  readonly disabled?: boolean;
  /** Access tokens with a lower epoch are void. Missing in accounts of earlier versions, where it counts as 0. */
  readonly tokenEpoch?: number;
  /** The time of the last increment of `tokenEpoch`. */
  readonly tokensRevokedAt?: Date;
  /** Present only in a deleted account, which otherwise keeps only its id and its times. */
  readonly deletion?: AccountDeletion;
  /** The time from which the sessions of a deleted account are to be erased; absent afterwards. */
  readonly sessionsDueAt?: Date;
  /** The unpublished events. */
  readonly events?: readonly UserEvent[];
  /** Present only while there are unpublished events. */
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

const deletionSchema = new Schema<AccountDeletion>(
  {
    id: { type: String, required: true },
    requestedAt: { type: Date, required: true },
    accountErasedAt: { type: Date },
  },
  { _id: false, id: false },
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
    deletion: { type: deletionSchema },
    sessionsDueAt: { type: Date },
    events: { type: [eventSchema], default: undefined },
    unpublishedAt: { type: Date },
  },
  { autoCreate: false, versionKey: false, collection: 'users' },
);

userSchema.index({ email: 1 }, { unique: true });
/** Serves the list of users by name. */
userSchema.index({ sortName: 1, _id: 1 });
/** Serves the list of users whose access tokens were recently revoked. */
userSchema.index({ tokensRevokedAt: 1 }, { sparse: true });
/** Serves the check whether an administrator is left. */
userSchema.index({ roles: 1 });
/** Serves the progress of a deletion. */
userSchema.index(
  { 'deletion.id': 1 },
  { unique: true, partialFilterExpression: { 'deletion.id': { $exists: true } } },
);
/** Serves the erasure of sessions. It contains only accounts with sessions to erase. */
userSchema.index({ sessionsDueAt: 1 }, { partialFilterExpression: { sessionsDueAt: { $exists: true } } });
/** The relay's queue. It contains only accounts with unpublished events. */
userSchema.index(...OUTBOX_INDEX);
