/** The result of one check. */
export interface Finding {
  /** The subject of the check, in a word or two. */
  readonly subject: string;
  readonly ok: boolean;
  /** The result in one line; for a problem, its description and what to do. */
  readonly says: string;
}

export const right = (subject: string, says: string): Finding => ({ subject, ok: true, says });
export const wrong = (subject: string, says: string): Finding => ({ subject, ok: false, says });
