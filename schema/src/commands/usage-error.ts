/** The command was given something it cannot work with. Its message is for the person at the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
