/**
 * The folders that a relative path on the command line may be meant from: npm runs scripts at the root of a package, and
 * says where it was called.
 */
export const CALLED_IN: readonly [string, string] = [process.cwd(), process.env.INIT_CWD ?? process.cwd()];
