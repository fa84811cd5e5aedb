/**
 * The folders from which a relative path on the command line is resolved. npm runs scripts at the root of a package and
 * passes the caller's folder as INIT_CWD.
 */
export const CALLED_IN: readonly [string, string] = [process.cwd(), process.env.INIT_CWD ?? process.cwd()];
