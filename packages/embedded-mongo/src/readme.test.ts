import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSED_STAGES, STAGES } from './aggregate/stages.js';
import { COMMANDS } from './commands/registry.js';
import { ACCUMULATORS, REFUSED_ACCUMULATORS } from './expression/accumulators.js';
import { OPERATORS as EXPRESSIONS, REFUSED } from './expression/operators.js';
import { TOP_LEVEL } from './query/matcher.js';
import { OPERATORS as FILTERS } from './query/operators.js';
import { UPDATE_OPERATORS } from './update/modifiers.js';

const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8');

/** The names in the first sentence of a point of a section. */
function listed(section: string, label: string): string[] {
  const [, text = ''] = readme.split(`## ${section}\n`);
  const [, point = ''] = (text.split('\n## ')[0] ?? '').split(`- ${label}: `);
  const [sentence = ''] = point.split(/\.\s/);
  return [...sentence.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name).sort();
}

const OTHER_SPELLINGS = ['buildinfo', 'findandmodify', 'ismaster'];

describe('the README lists', () => {
  it.each([
    ['Supported', 'Commands', Object.keys(COMMANDS).filter((name) => !OTHER_SPELLINGS.includes(name))],
    ['Supported', 'Filters', [...Object.keys(FILTERS), ...Object.keys(TOP_LEVEL)]],
    ['Supported', 'Updates', UPDATE_OPERATORS],
    ['Supported', 'Stages', Object.keys(STAGES)],
    ['Supported', 'Accumulators', ACCUMULATORS],
    ['Supported', 'Expressions', Object.keys(EXPRESSIONS)],
    ['Refused', 'Stages', REFUSED_STAGES],
    ['Refused', 'Accumulators', REFUSED_ACCUMULATORS],
    ['Refused', 'Expressions', REFUSED],
  ])('%s: %s as the code has them', (section, label, names) => {
    expect(listed(section, label)).toEqual([...names].sort());
  });
});
