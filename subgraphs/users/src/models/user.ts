import { Schema } from 'mongoose';
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
  },
  { autoCreate: false, versionKey: false, collection: 'users' },
);

userSchema.index({ email: 1 }, { unique: true });
/** The list of users, by name. */
userSchema.index({ sortName: 1, _id: 1 });
/** Whether an administrator is left. */
userSchema.index({ roles: 1 });
