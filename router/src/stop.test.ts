import { expect, it } from 'vitest';
import { Stop } from './stop.js';

it('tells every listener once, and not those that left', () => {
  const stop = new Stop();
  const told: string[] = [];
  const leave = () => told.push('left');
  stop.addEventListener('abort', () => told.push('first'));
  stop.addEventListener('abort', leave);
  stop.addEventListener('abort', () => stop.abort());
  stop.removeEventListener('abort', leave);
  expect(stop.aborted).toBe(false);
  stop.abort();
  stop.abort();
  expect(told).toEqual(['first']);
  expect(stop.aborted).toBe(true);
});
