/** A real MongoDB to hold the answers against: the same tables are run on it. */
export const realMongoUri: string | undefined = process.env['TEST_MONGODB_URI'];
