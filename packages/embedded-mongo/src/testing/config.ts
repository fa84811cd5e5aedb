/** The address of a real MongoDB. If set, the conformance tables run against it. */
export const realMongoUri: string | undefined = process.env.TEST_MONGODB_URI;

/** How many times the kill test kills the server. `npm run test:soak:embedded` sets more. */
export const soakRounds = Number(process.env.EMBEDDED_SOAK_ROUNDS ?? 2);
