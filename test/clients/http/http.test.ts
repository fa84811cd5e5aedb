import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});

const query = '{ products(first: 30) { totalCount nodes { id name description } } }';
const post = ['-H', 'content-type: application/json', '-d', JSON.stringify({ query })];
const get = ['--get', '--data-urlencode', `query=${query}`];

/** Runs curl and prints the body, the status and the content encoding. */
function curl(...options: readonly string[]) {
  const written = '\\n%{http_code} %header{content-encoding}';
  const printed = execFileSync('curl', ['-s', '--compressed', '-w', written, url, ...options], {
    encoding: 'utf8',
  });
  const end = printed.lastIndexOf('\n');
  const [status, encoding] = printed.slice(end + 1).split(' ');
  return { body: JSON.parse(printed.slice(0, end)) as unknown, status, encoding };
}

describe.skipIf(!hasCurl())('GraphQL over HTTP by curl (needs curl)', () => {
  it.each([
    ['POST', post],
    ['GET', get],
  ])('asks by %s, and takes a compressed answer', (_method, options) => {
    const { body, status, encoding } = curl(...options);
    expect(body).toHaveProperty('data.products.nodes.length', 30);
    expect(status).toBe('200');
    expect(encoding).toMatch(/^(br|gzip)$/);
  });

  it.each([
    [
      'a batch',
      400,
      ['-H', 'content-type: application/json', '-d', `[${JSON.stringify({ query })}]`],
      /one operation/,
    ],
    ['an upload', 415, ['-F', `operations=${JSON.stringify({ query })}`], /content-type: application\/json/],
    [
      'a mutation by GET',
      405,
      ['--get', '--data-urlencode', 'query=mutation { signOutEverywhere { errors { __typename } } }'],
      /POST/,
    ],
  ])('is told in the answer why %s is refused', (_name, expected, options, message) => {
    const { body, status } = curl(...options);
    expect(status).toBe(String(expected));
    expect(JSON.stringify(body)).toMatch(message);
  });
});

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version']);
    return true;
  } catch {
    return false;
  }
}
