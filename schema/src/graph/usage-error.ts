/** The command was given something it cannot work with. Its message is for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** How to call the command, where that was the mistake. */
  readonly usage: string;

  constructor(message: string, usage = '') {
    super(message.trimEnd());
    this.usage = usage;
  }
}
