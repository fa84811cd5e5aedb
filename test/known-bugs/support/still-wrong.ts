/**
 * Cases that the router does not answer correctly yet. The test fails for a case that has become correct until it is
 * removed.
 */
export const STILL_WRONG: ReadonlySet<string> = new Set();
