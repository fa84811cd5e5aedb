import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { serializeError } from './serialize-error.js';

const EMAIL = 'ada@shop.example';

/** The `err` of the line that is logged for an error, after a check that the line has no email. */
function logged(err: unknown): Record<string, unknown> {
  const lines: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info' }, { write: (line) => void lines.push(line) });
  logger.error({ err }, 'failed');
  expect(lines.join('')).not.toMatch(/ada@|shop\.example|Lovelace/);
  return (JSON.parse(lines[0] ?? '') as { err: Record<string, unknown> }).err;
}

/** The error of nodemailer when a mail server rejects the recipient. */
function rejectedMail(): Error {
  const message = `Can't send mail - all recipients were rejected: 550 5.1.1 <${EMAIL}>: no such user`;
  return Object.assign(new Error(message), {
    code: 'EENVELOPE',
    command: `RCPT TO:<${EMAIL}>`,
    response: `550 5.1.1 <${EMAIL}>: no such user`,
    rejected: [EMAIL],
    rejectedErrors: [Object.assign(new Error(`Recipient command failed: ${EMAIL}`), { recipient: EMAIL })],
  });
}

/** The error of the database's client when a write violates a unique index. */
function duplicateKey(): Error {
  class MongoServerError extends Error {}
  const message = `E11000 duplicate key error collection: users.users index: email_1 dup key: { email: "${EMAIL}" }`;
  return Object.assign(new MongoServerError(message), {
    code: 11_000,
    keyValue: { email: EMAIL },
    writeErrors: [{ op: { email: EMAIL } }],
    errInfo: { details: EMAIL },
  });
}

describe('the log of an error', () => {
  it('has its type, code, message and stack frames, and nothing that was refused', () => {
    const mail = logged(rejectedMail());
    expect(Object.keys(mail)).toEqual(['type', 'code', 'message', 'stack']);
    expect(mail).toMatchObject({
      type: 'Error',
      code: 'EENVELOPE',
      message: "Can't send mail - all recipients were rejected: 550 5.1.1 <…@…>: no such user",
      stack: expect.stringMatching(/^Error: Can't .*\n {4}at rejectedMail \(.*serialize-error/) as string,
    });
    const key = logged(duplicateKey());
    expect(Object.keys(key)).toEqual(['type', 'code', 'message', 'stack']);
    expect(key).toMatchObject({ type: 'MongoServerError', code: 11_000 });
    expect(key.message).toMatch(/index: email_1 dup key: \{ email: "…" \}$/);
  });

  it('names the file that cannot be used', () => {
    let thrown: unknown;
    try {
      readFileSync('/run/keys/missing');
    } catch (error) {
      thrown = error;
    }
    expect(logged(thrown)).toMatchObject({
      code: 'ENOENT',
      message: "ENOENT: no such file or directory, open '/run/keys/missing'",
    });
  });

  it('has causes and the errors of an aggregate by the same rule', () => {
    const both = new AggregateError([rejectedMail(), duplicateKey()], `for ${EMAIL}`);
    expect(logged(new Error(`not sent to '${EMAIL}'`, { cause: both }))).toMatchObject({
      message: "not sent to '…'",
      cause: {
        type: 'AggregateError',
        message: 'for …@…',
        aggregateErrors: [{ code: 'EENVELOPE' }, { code: 11_000 }],
      },
    });
  });

  it('ends where causes form a cycle', () => {
    const error = new Error('a');
    error.cause = error;
    expect(JSON.stringify(serializeError(error)).match(/"type"/g)).toHaveLength(6);
  });

  it('has the code of an error of GraphQL', () => {
    const error = Object.assign(new Error('x'), { extensions: { code: 'TIMEOUT', input: EMAIL } });
    expect(logged(error)).toMatchObject({ code: 'TIMEOUT' });
  });

  it('has no line of the message among the stack frames', () => {
    const error = new Error('two lines\n    at Ada Lovelace (home)');
    expect(serializeError(error).stack).toMatch(/^Error: two lines\n {4}at Ada Lovelace \(home\)\n {4}at /);
    expect(serializeError(error).stack?.match(/Lovelace/g)).toHaveLength(1);
  });

  it.each([
    [`thrown by ${EMAIL}`, { type: 'string', message: 'thrown by …@…' }],
    [{ email: EMAIL }, { type: 'object', message: 'a value that is no error was thrown' }],
    [7, { type: 'number', message: 'a value that is no error was thrown' }],
    [Object.assign(Object.create(null), { name: EMAIL, message: 'm' }), { type: 'Error', message: 'm' }],
  ])('has no value of what is thrown instead of an error: %j', (thrown, expected) => {
    expect(logged(thrown)).toEqual(expected);
  });
});
