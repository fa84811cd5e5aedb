import { createHash, randomBytes } from 'node:crypto';

/**
 * A refresh token: 16 bytes that identify its session, followed by 32 secret bytes of this token alone. The tokens of
 * one session are a family. All bytes are random, so a client that knows a session's 16 bytes once received one of its
 * tokens.
 */
export interface RefreshToken {
  /** The text that clients receive. */
  readonly text: string;
  /** The hash of the session's 16 bytes, so that the database contains no token. */
  readonly sessionId: string;
  /** The hash of the secret. 256 random bits need no slow hash. */
  readonly secretHash: string;
}

const FAMILY_BYTES = 16;
const SECRET_BYTES = 32;
const PATTERN = /^[\w-]{64}$/;

/** The first token of a new session. */
export function createRefreshToken(): RefreshToken {
  return assemble(randomBytes(FAMILY_BYTES));
}

/** The next token of the same session. */
export function createSuccessor(token: RefreshToken): RefreshToken {
  return assemble(Buffer.from(token.text, 'base64url').subarray(0, FAMILY_BYTES));
}

/** @returns undefined if the text cannot be a token */
export function readRefreshToken(text: string): RefreshToken | undefined {
  return PATTERN.test(text) ? describe(Buffer.from(text, 'base64url')) : undefined;
}

function assemble(family: Uint8Array): RefreshToken {
  return describe(Buffer.concat([family, randomBytes(SECRET_BYTES)]));
}

function describe(bytes: Buffer): RefreshToken {
  return {
    text: bytes.toString('base64url'),
    sessionId: hash(bytes.subarray(0, FAMILY_BYTES)),
    secretHash: hash(bytes.subarray(FAMILY_BYTES)),
  };
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
