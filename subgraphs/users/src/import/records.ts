import { z } from 'zod';
import { normaliseEmail } from '../domain/email.js';

const addressSchema = z.strictObject({
  recipient: z.string().min(1),
  street: z.string().min(1),
  city: z.string().min(1),
  region: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string().min(1),
});

/** One line of an import: an account with its plain-text password, which the import hashes. */
export const recordSchema = z.strictObject({
  type: z.literal('user'),
  id: z.string().min(1).max(100),
  email: z.string().transform((text, context) => {
    const email = normaliseEmail(text);
    if (email !== undefined) return email;
    context.addIssue({ code: 'custom', message: 'is not an email address' });
    return z.NEVER;
  }),
  name: z.string().min(1),
  password: z.string().min(8).max(128),
  roles: z.array(z.enum(['CUSTOMER', 'STAFF', 'ADMIN'])).min(1),
  defaultAddress: addressSchema.nullable(),
  createdAt: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});

export type UserRecord = z.infer<typeof recordSchema>;
