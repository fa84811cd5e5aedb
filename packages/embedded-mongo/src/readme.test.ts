import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { STAGES } from './aggregate/stages.js';
import { COMMANDS } from './commands/registry.js';
import { ACCUMULATORS } from './expression/accumulators.js';
import { OPERATORS as EXPRESSIONS } from './expression/operators.js';
import { TOP_LEVEL } from './query/matcher.js';
import { OPERATORS as FILTERS } from './query/operators.js';
import { UPDATE_OPERATORS } from './update/modifiers.js';

const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8');

/** The names in the first sentence of a list item in the section "Supported". */
function listed(label: string): string[] {
  const [, text = ''] = readme.split('## Supported\n');
  const [, point = ''] = (text.split('\n## ')[0] ?? '').split(`- ${label}: `);
  const [sentence = ''] = point.split(/\.\s/);
  return [...sentence.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name).sort();
}

const OTHER_SPELLINGS = ['buildinfo', 'findandmodify', 'ismaster'];

describe('the README lists', () => {
  it.each([
    ['Commands', Object.keys(COMMANDS).filter((name) => !OTHER_SPELLINGS.includes(name))],
    ['Filters', [...Object.keys(FILTERS), ...Object.keys(TOP_LEVEL)]],
    ['Updates', UPDATE_OPERATORS],
    ['Stages', Object.keys(STAGES)],
    ['Accumulators', ACCUMULATORS],
    ['Expressions', Object.keys(EXPRESSIONS)],
  ])('%s as the code has them', (label, names) => {
    expect(listed(label)).toEqual([...names].sort());
  });
});
