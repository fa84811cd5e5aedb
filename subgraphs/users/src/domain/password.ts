import { countCharacters, fold } from '@supergraph/service-kit';
import { commonPasswords } from './common-passwords.js';

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;

/** The password of the demo accounts, which is in the documentation. The import that makes them checks none. */
const DEMO_PASSWORD = 'supergraph-demo';

/** The same password typed on another keyboard may arrive in other code points; it is one password. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Whether the text could be a password: a longer one was never accepted, and hashing it would only cost. */
export function isPossiblePassword(password: string): boolean {
  return password.length <= 4 * MAX_LENGTH && lengthOf(password) <= MAX_LENGTH;
}

/** Whose password it is to be: what others know of them is no secret. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

/** @returns what is wrong with a new password, for a person; undefined when nothing is */
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

/** Without case, accents, spaces and punctuation: what is written differently only is as easily guessed. */
function comparable(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}

function lengthOf(password: string): number {
  return countCharacters(normalisePassword(password));
}
