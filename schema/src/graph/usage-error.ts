/** An error in how the command was called, or in its files. The message is for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** How to call the command, if it was called wrongly. */
  readonly usage: string;

  constructor(message: string, usage = '') {
    super(message.trimEnd());
    this.usage = usage;
  }
}
