import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { noOverrideLabel } from './no-override-label.js';

const graph = (override: string) => ({
  old: 'type Query { pet: Pet } type Pet @key(fields: "id") { id: ID! name: String }',
  fresh: `type Pet @key(fields: "id") { id: ID! name: String ${override} }`,
});

it('refuses a label, which the gateway would ignore', () => {
  expect(findingsOf(noOverrideLabel, graph('@override(from: "old", label: "percent(5)")'))).toEqual([
    'fresh.graphql:1 Pet.name has @override(label:), which is ignored.',
  ]);
});

it('accepts an override of all traffic', () => {
  expect(findingsOf(noOverrideLabel, graph('@override(from: "old")'))).toEqual([]);
});
