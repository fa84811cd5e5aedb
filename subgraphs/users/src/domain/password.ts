import { commonPasswords } from './common-passwords.js';

const MIN_LENGTH = 8;
const MAX_LENGTH = 128;

/** The same password typed on another keyboard may arrive in other code points; it is one password. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Whether it could be anyone's password: nothing longer was ever accepted, and hashing it would only cost. */
export function isPossiblePassword(password: string): boolean {
  return password.length <= 4 * MAX_LENGTH && countCharacters(password) <= MAX_LENGTH;
}

/** @returns what is wrong with a new password, for a person; undefined when nothing is */
export function findPasswordFault(password: string): string | undefined {
  if (!isPossiblePassword(password)) return `A password has at most ${MAX_LENGTH} characters.`;
  if (countCharacters(password) < MIN_LENGTH) return `A password has at least ${MIN_LENGTH} characters.`;
  if (commonPasswords.has(normalisePassword(password).toLowerCase())) {
    return 'This is one of the most common passwords, which guessers try first. Choose another.';
  }
  return undefined;
}

function countCharacters(password: string): number {
  return Array.from(normalisePassword(password)).length;
}
