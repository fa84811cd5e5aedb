import { countCharacters, fold } from '@supergraph/service-kit';
import { commonPasswords } from './common-passwords.js';

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;

/** The password of the demo accounts, which the documentation contains. Their import does not check it. */
const DEMO_PASSWORD = 'supergraph-demo';

/** Different keyboards may send different code points for the same password, so both become the same text. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Whether the text can be a password. A longer one was never accepted, so hashing it would only cost time. */
export function isPossiblePassword(password: string): boolean {
  return password.length <= 4 * MAX_LENGTH && lengthOf(password) <= MAX_LENGTH;
}

/** The owner of a password. Others know these facts, so they must not be the password. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

/** @returns an explanation for a person of why a new password is not accepted; undefined if it is */
export function findPasswordFault(password: string, { name, email }: PasswordOwner): string | undefined {
  if (!isPossiblePassword(password)) return `A password has at most ${MAX_LENGTH} characters.`;
  if (lengthOf(password) < MIN_LENGTH) return `A password has at least ${MIN_LENGTH} characters.`;
  const plain = normalisePassword(password).toLowerCase();
  if (commonPasswords.has(plain) || plain === DEMO_PASSWORD) {
    return 'This is one of the most common passwords, which guessers try first. Choose another.';
  }
  const known = [name, email, email.slice(0, email.lastIndexOf('@'))].map(comparable);
  if (known.some((text) => text !== '' && text === comparable(password))) {
    return 'This is your name or email address, which others know. Choose another password.';
  }
  return undefined;
}

/** The text without case, accents, spaces and punctuation: changing only these does not make it harder to guess. */
function comparable(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}

function lengthOf(password: string): number {
  return countCharacters(normalisePassword(password));
}
