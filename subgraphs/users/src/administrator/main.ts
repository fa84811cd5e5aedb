import {
  connectDatabase,
  createLogger,
  createSecurityLog,
  logFailure,
  readConfig,
  StartError,
  url,
} from '@supergraph/service-kit';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { normaliseEmail } from '../domain/email.js';
import { createModels } from '../models/models.js';

const usage = 'Usage: users:make-admin EMAIL, with MONGODB_URI set to the database of users';

/**
 * Gives the role ADMIN to the account with this address. Only administrators give roles, so the first administrator is
 * made with access to the database. The account signs up like any other, and has the role in its next access token.
 */
async function main(): Promise<void> {
  const email = normaliseEmail(process.argv[2] ?? '');
  if (email === undefined) throw new StartError(usage);
  const { MONGODB_URI: uri } = readConfig(z.object({ MONGODB_URI: url('mongodb:', 'mongodb+srv:') }));
  const logger = createLogger({ service: 'users', level: 'warn' });
  const connection = await connectDatabase({ uri, logger, registry: new Registry() });
  try {
    const { users } = createModels(connection);
    const now = new Date();
    const change = {
      $addToSet: { roles: 'ADMIN' },
      $set: { updatedAt: now },
      $inc: { tokenEpoch: 1 },
      $max: { tokensRevokedAt: now },
    };
    const account = await users.findOneAndUpdate({ email }, change, { projection: { _id: 1 } }).lean();
    if (account === null) throw new StartError('no account has this email address: sign up with it first');
    createSecurityLog(logger)('roles changed', { userId: account._id, reason: 'users:make-admin' });
    process.stdout.write(`${email} is an administrator, from its next access token on\n`);
  } finally {
    await connection.close();
  }
}

main().catch((error: unknown) => {
  logFailure('users', error, 'the role was not given: correct the cause in `err` and run the command again');
  process.exitCode = 1;
});
