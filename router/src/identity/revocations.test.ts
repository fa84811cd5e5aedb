import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '@supergraph/service-kit/service';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startIssuer, type TestIssuer, type TokenOptions } from '../testing/issuer.js';
import { createKeySet, type KeySet } from './jwks.js';
import { createRevocations, refuseRevoked, type Revocations } from './revocations.js';
import { createTokenVerifier, type TokenRules } from './verify.js';

const LIST: TokenOptions = { header: { typ: 'revocations+jwt' } };
const seconds = () => Date.now() / 1_000;

interface Entry {
  readonly sub?: string;
  readonly sid?: string;
  readonly epoch?: number;
}

let issuer: TestIssuer;
let server: Server;
let keys: KeySet;
let revocations: Revocations;
let log: string[];
let asked: string[];
/** The pages that the list is answered with, the last one again and again; undefined while nothing answers. */
let answer: ((since: number) => string) | undefined;
let verify: (token: string) => Promise<string>;

const list = (revoked: readonly Entry[], claims: object = {}, options = LIST) =>
  issuer.sign({ sub: undefined, until: seconds(), more: false, revoked, ...claims }, options);

beforeEach(async () => {
  issuer = await startIssuer();
  [log, asked, answer] = [[], [], () => list([])];
  server = createServer((request, response) => {
    const since = new URL(request.url ?? '', 'http://list').searchParams.get('since') ?? '';
    asked.push(since);
    if (answer === undefined) response.writeHead(503).end();
    else response.end(answer(Number(since)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/revocations`;
  const logger = createLogger({ service: 'router', level: 'info' }, { write: (line) => log.push(line) });
  const rules: TokenRules = {
    issuer: issuer.issuer,
    audience: issuer.audience,
    algorithms: ['RS256'],
    type: 'at+jwt',
    maxAgeS: 900,
    leewayS: 60,
  };
  keys = createKeySet({ url: issuer.jwksUrl, logger });
  revocations = createRevocations({ url, keys, rules, logger, pollMs: 10 });
  const verifier = refuseRevoked(createTokenVerifier(keys, rules), revocations);
  verify = async (token) => {
    try {
      return (await verifier.verify(token)).subject ?? 'nobody';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
});
afterEach(async () => {
  revocations.close();
  keys.close();
  server.closeAllConnections();
  server.close();
  await issuer.close();
});

/** Waits until the list has been asked for, and its answer read, a few times more. */
async function polled(): Promise<void> {
  const before = asked.length;
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before + 2), { timeout: 20_000, interval: 5 });
}
const becomes = (token: string, outcome: string) => expect.poll(() => verify(token)).toBe(outcome);

describe('an access token', () => {
  it('is void when its user is on the list with a later epoch, verified before or not', async () => {
    const [seen, unseen, current, other, old] = [
      issuer.sign({ sub: 'ada', epoch: 1 }),
      issuer.sign({ sub: 'ada', epoch: 0 }),
      issuer.sign({ sub: 'ada', epoch: 2 }),
      issuer.sign({ sub: 'bob', epoch: 0 }),
      issuer.sign({ sub: 'ada' }),
    ];
    expect(await verify(seen)).toBe('ada');
    answer = () => list([{ sub: 'ada', epoch: 2 }]);
    await becomes(seen, 'revoked');
    expect(await Promise.all([unseen, current, other, old].map(verify))).toEqual([
      'revoked',
      'ada',
      'bob',
      'revoked',
    ]);
  });

  it('is void when its session is on the list, whenever it was issued', async () => {
    const [one, other] = [issuer.sign({ sub: 'ada', sid: 's1' }), issuer.sign({ sub: 'ada', sid: 's2' })];
    expect(await verify(one)).toBe('ada');
    answer = () => list([{ sid: 's1' }]);
    await becomes(one, 'revoked');
    expect(await verify(other)).toBe('ada');
  });

  it('stays void, and others stay good, while nothing answers; that is logged once', async () => {
    const [gone, good] = [issuer.sign({ sub: 'ada' }), issuer.sign({ sub: 'bob' })];
    answer = () => list([{ sub: 'ada', epoch: 1 }]);
    await becomes(gone, 'revoked');
    log.length = 0;
    answer = undefined;
    issuer.up = false;
    await polled();
    await polled();
    expect([await verify(gone), await verify(good)]).toEqual(['revoked', 'bob']);
    expect(log.filter((line) => line.includes('revoked access tokens could not be read'))).toHaveLength(1);
    answer = () => list([{ sub: 'bob', epoch: 1 }]);
    await becomes(good, 'revoked');
  });
});

describe('a list of void access tokens', () => {
  it.each<[string, () => string]>([
    ['of another type', () => list([{ sub: 'ada', epoch: 1 }], {}, {})],
    ['of another issuer', () => list([{ sub: 'ada', epoch: 1 }], { iss: 'https://evil.example' })],
    ['for another audience', () => list([{ sub: 'ada', epoch: 1 }], { aud: 'other' })],
    ['that was changed', () => `${list([{ sub: 'ada', epoch: 1 }]).slice(0, -8)}AAAAAAAA`],
    [
      'without a signature',
      () =>
        `${list([{ sub: 'ada', epoch: 1 }])
          .split('.')
          .slice(0, 2)
          .join('.')}.`,
    ],
    ['of another shape', () => list([], { revoked: [{ sub: 'ada' }] })],
    ['that is none', () => 'nothing'],
  ])('%s changes nothing', async (_case, make) => {
    const token = issuer.sign({ sub: 'ada' });
    answer = make;
    await polled();
    expect(await verify(token)).toBe('ada');
    expect(log.join('')).toContain('could not be read');
    // The next good one is read.
    answer = () => list([{ sub: 'ada', epoch: 1 }]);
    await becomes(token, 'revoked');
  });

  it('is no access token', async () => {
    expect(await verify(list([{ sub: 'ada', epoch: 1 }]))).toBe('type');
  });

  it('is read page by page, and then from a minute before its end on', async () => {
    const token = issuer.sign({ sub: 'ada' });
    answer = (since) =>
      since < 1_000
        ? list([{ sub: 'bob', epoch: 1 }], { until: 1_000, more: true })
        : list([{ sub: 'ada', epoch: 1 }], { until: 2_000 });
    await becomes(token, 'revoked');
    await polled();
    expect(asked.slice(0, 8)).toContain('1000.000');
    expect(asked.at(-1)).toBe('1940.000');
  });

  it('is read from a minute before the end of its last page on when the next page fails', async () => {
    const token = issuer.sign({ sub: 'ada' });
    answer = (since) => {
      if (since < 900) return list([], { until: 1_000, more: true });
      return since < 1_000 ? list([{ sub: 'ada', epoch: 1 }], { until: 1_000 }) : 'nothing';
    };
    await becomes(token, 'revoked');
    expect(asked).toContain('1000.000');
  });
});
