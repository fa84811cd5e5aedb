import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flag, integer, port, readConfig, required, url } from './config.js';
import { StartError } from './start-error.js';

const schema = z.object({
  PORT: port(4000),
  DEBUG: flag(false),
  LIMIT: integer({ min: 1, max: 10, fallback: 5 }),
  MONGODB_URI: url('mongodb:'),
  SECRET: required('the secret of the service'),
});
const good = { MONGODB_URI: 'mongodb://127.0.0.1/x', SECRET: 's' };

describe('readConfig', () => {
  it('fills defaults and converts', () => {
    expect(readConfig(schema, { ...good, PORT: '0', DEBUG: 'true' })).toEqual({
      ...good,
      PORT: 0,
      DEBUG: true,
      LIMIT: 5,
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(readConfig(schema, { ...good, PORT: '' }).PORT).toBe(4000);
  });

  it.each([
    [{ ...good, PORT: '65536' }, 'PORT: must be a whole number from 0 to 65535'],
    [{ ...good, PORT: '80a' }, 'PORT: must be a whole number from 0 to 65535'],
    [{ ...good, LIMIT: '0' }, 'LIMIT: must be a whole number from 1 to 10'],
    [{ ...good, DEBUG: 'yes' }, 'DEBUG: must be true or false'],
    [{ ...good, MONGODB_URI: 'http://x' }, 'MONGODB_URI: must be a URL that starts with mongodb://'],
    [{ ...good, SECRET: undefined }, 'SECRET: is not set: the secret of the service'],
  ])('says what is wrong with %o', (environment, message) => {
    expect(() => readConfig(schema, environment)).toThrow(new StartError(message));
  });

  it('takes the address of a replica set', () => {
    const MONGODB_URI = 'mongodb://me:secret@a:27017,b:27017,c:27017/orders?replicaSet=rs';
    expect(readConfig(schema, { ...good, MONGODB_URI }).MONGODB_URI).toBe(MONGODB_URI);
  });

  it('names every bad variable at once', () => {
    expect(() => readConfig(schema, { PORT: 'x' })).toThrow(
      /PORT: .*MONGODB_URI: is not set.*SECRET: is not set/,
    );
  });
});
