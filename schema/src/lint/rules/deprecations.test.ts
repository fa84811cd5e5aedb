import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { deprecations } from './deprecations.js';

const deprecated = (reason: string) => ({ pets: `type Query { pet: Int dog: Int @deprecated${reason} }` });

it.each([
  '',
  '(reason: "Old.")',
  '(reason: "2027-06-30")',
  '(reason: "Use pet from next summer on.")',
  '(reason: "Use `pet`. Removed after 2027-02-29.")',
])('wants a way on and a date instead of @deprecated%s', (reason) => {
  expect(findingsOf(deprecations, deprecated(reason))).toEqual([
    'pets.graphql:1 dog is deprecated without saying what to use instead and until when.',
  ]);
});

it('is content with a reason and a date', () => {
  const reason = '(reason: "Use `pet`. Removed after 2027-06-30.")';
  expect(findingsOf(deprecations, deprecated(reason))).toEqual([]);
});

it('looks at enum values and arguments too', () => {
  const sdl = 'type Query { pet(kind: Kind, age: Int @deprecated): Int } enum Kind { CAT DOG @deprecated }';
  expect(findingsOf(deprecations, { pets: sdl })).toHaveLength(2);
});
