/** The service cannot start, and the operator can do something about it: the message says what, in one line. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StartError';
  }
}
