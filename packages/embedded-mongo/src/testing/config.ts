/** A real MongoDB to hold the answers against: the same tables are run on it. */
export const realMongoUri: string | undefined = process.env.TEST_MONGODB_URI;

/** How often the kill test kills: a sample, unless `npm run test:soak:embedded` asks for more. */
export const soakRounds = Number(process.env.EMBEDDED_SOAK_ROUNDS ?? 2);
