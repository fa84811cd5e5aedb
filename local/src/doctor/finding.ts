/** The result of one check. */
export interface Finding {
  /** The thing that was looked at, in a word or two. */
  readonly subject: string;
  readonly ok: boolean;
  /** How it is; when it is not right, what is wrong and what to do, in one line. */
  readonly says: string;
}

export const right = (subject: string, says: string): Finding => ({ subject, ok: true, says });
export const wrong = (subject: string, says: string): Finding => ({ subject, ok: false, says });
