/** Cases that the router does not answer right yet. One that it does must be taken off. */
export const STILL_WRONG: ReadonlySet<string> = new Set();
