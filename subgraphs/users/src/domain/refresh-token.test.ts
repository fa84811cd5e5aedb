import { describe, expect, it } from 'vitest';
import { createRefreshToken, createSuccessor, readRefreshToken } from './refresh-token.js';

describe('a refresh token', () => {
  it('has 256 bits of its own and the name of its session, and the hashes tell neither', () => {
    const token = createRefreshToken();
    const bytes = Buffer.from(token.text, 'base64url');
    expect(bytes).toHaveLength(16 + 32);
    const hashes = [token.sessionId, token.secretHash].map((hash) => Buffer.from(hash, 'base64url'));
    expect(hashes.map((hash) => hash.length)).toEqual([32, 32]);
    expect(hashes.some((hash) => bytes.includes(hash))).toBe(false);
  });

  it('is read back as what it was', () => {
    const token = createRefreshToken();
    expect(readRefreshToken(token.text)).toEqual(token);
  });

  it('is followed by another of the same session with another secret', () => {
    const token = createRefreshToken();
    const next = createSuccessor(token);
    expect(next.sessionId).toBe(token.sessionId);
    expect(next.secretHash).not.toBe(token.secretHash);
    expect(createRefreshToken().sessionId).not.toBe(token.sessionId);
  });

  it.each(['', 'a', 'a'.repeat(63), 'a'.repeat(65), `${'a'.repeat(63)}=`, `${'a'.repeat(63)}\n`, 'a.b.c'])(
    '%j is none',
    (text) => {
      expect(readRefreshToken(text)).toBeUndefined();
    },
  );
});
