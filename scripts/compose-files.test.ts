import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { composeFiles } from './compose-files.js';
import { repositorySubgraphs } from '../schema/src/graph/subgraph-list.js';

const repository = resolve(import.meta.dirname, '..');

it('docker-compose.yml and Dockerfile follow from the list of subgraphs: run `npm run codegen`', async () => {
  for (const [path, text] of await composeFiles())
    expect(readFileSync(join(repository, path), 'utf8')).toBe(text);
});

it('gives a subgraph that is new in the list a service, a database and its keys', async () => {
  const reviews = {
    url: 'http://127.0.0.1:4004/graphql',
    sdl: 'subgraphs/reviews/schema.graphql',
    calls: ['orders'],
  };
  const files = await composeFiles({ ...repositorySubgraphs(), reviews });
  const compose = parse(files.get('docker-compose.yml') ?? '', { merge: true }) as {
    services: Record<string, { environment: Record<string, string>; volumes: string[] }>;
  };
  expect(compose.services.reviews?.environment).toEqual({
    MONGODB_URI: 'mongodb://service:${REVIEWS_DB_PASSWORD:?}@reviews-db:27017/reviews',
    REDIS_URL: '${EVENTS_REDIS_URL:-}',
    ORDERS_URL: 'http://orders:4000/graphql',
    ENVELOPE_KEYS_IN_FILE: '/run/keys/envelope-keys-in',
    ENVELOPE_KEYS_OUT_FILE: '/run/keys/envelope-keys-out',
  });
  expect(compose.services.reviews?.volumes).toEqual(['./deploy/secrets/reviews:/run/keys:ro']);
  expect(compose.services).toHaveProperty('reviews-db');
  expect(files.get('Dockerfile')).toContain('COPY subgraphs/reviews/package.json subgraphs/reviews/\n');
});
