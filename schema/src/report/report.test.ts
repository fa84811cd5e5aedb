import { describe, expect, it } from 'vitest';
import type { Verdict } from '../check/verdict.js';
import type { JudgedChange } from '../diff/change.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { REPORTS } from './report.js';

const operation = { name: 'WebCart', owner: 'web-checkout', client: 'web', id: 'abc', file: 'cart.graphql' };
const removed: JudgedChange = {
  severity: 'breaking',
  kind: 'FIELD_REMOVED',
  coordinate: 'Product.price',
  text: 'removed',
  places: [{ subgraph: 'products', file: 'subgraphs/products/schema.graphql', line: 12 }],
  operations: [operation as RegisteredOperation],
};
const raised: JudgedChange = { ...removed, severity: 'dangerous', kind: 'COST_RAISED', text: 'cost 1 → 5' };
const verdict: Verdict = {
  outcome: 'breaking',
  against: 'schema/published',
  errors: [
    {
      code: 'PLAN_CHANGED',
      message: 'WebCart is planned otherwise',
      places: [{ file: 'schema/plans/web/WebCart.txt', line: 1 }],
      hint: 'Look at it.',
      details: ['- Fetch(service: "a")', '+ Fetch(service: "b")'],
    },
  ],
  warnings: [],
  changes: [removed, raised],
  operations: 1,
};

describe('the report', () => {
  it('for terminals says the verdict in its first line and the victim in its first lines', () => {
    const [first, , ...rest] = REPORTS.text(verdict).split('\n');
    expect(first).toBe('BREAKING: 1 change breaks 1 operation of web-checkout; 1 problem');
    expect(rest.slice(0, 3)).toEqual([
      '✗ Product.price: removed',
      '    in     products, subgraphs/products/schema.graphql:12',
      '    breaks WebCart (web-checkout)',
    ]);
  });

  it('for machines can be parsed and holds everything', () => {
    const report = JSON.parse(REPORTS.json(verdict)) as Record<string, unknown>;
    expect(report).toMatchObject({
      outcome: 'breaking',
      changes: [{ coordinate: 'Product.price', operations: [operation] }, { kind: 'COST_RAISED' }],
      errors: [{ code: 'PLAN_CHANGED' }],
    });
  });

  it('for pull requests shows what breaks and folds the rest', () => {
    const report = REPORTS.markdown(verdict);
    expect(report).toContain('### ❌ BREAKING: 1 change breaks 1 operation of web-checkout');
    expect(report).toContain(
      '| **Product.price** removed | `products, subgraphs/products/schema.graphql:12` | WebCart (web-checkout) |',
    );
    expect(report).toContain('<details><summary>1 dangerous change</summary>');
    expect(report).toContain('  ```diff\n  - Fetch(service: "a")\n  + Fetch(service: "b")\n  ```');
  });

  it('for pull requests takes nothing from a schema for markup', () => {
    const text = 'default "|<script>\n# x" → none';
    const report = REPORTS.markdown({ ...verdict, changes: [{ ...removed, text }] });
    expect(report).toContain('default "\\|&lt;script> # x" → none');
    const escaped = REPORTS.markdown({ ...verdict, changes: [{ ...removed, text: 'default "\\|"\r\n# x' }] });
    expect(escaped).toContain('default "\\\\\\|" # x');
  });

  it.each(['text', 'markdown', 'github'] as const)(
    'as %s says how a change that nobody uses may pass',
    (format) => {
      const report = REPORTS[format]({ ...verdict, changes: [{ ...removed, operations: [] }] });
      expect(report).toContain('to let it pass: "FIELD_REMOVED Product.price" in schema/acknowledged.json');
      expect(REPORTS[format]({ ...verdict, changes: [removed] })).not.toContain('to let it pass');
    },
  );

  it('for workflows annotates the line, breaking as error and dangerous as warning', () => {
    const lines = REPORTS.github(verdict).split('\n');
    const at = 'file=subgraphs/products/schema.graphql,line=12';
    expect(lines).toContain(`::error ${at},title=Product.price%3A removed::breaks WebCart (web-checkout)`);
    expect(lines).toContain(
      `::warning ${at},title=Product.price%3A cost 1 → 5::concerns WebCart (web-checkout)`,
    );
  });

  it('for workflows lets no text begin a command of its own', () => {
    const text = 'x\n::set-output name=a::b';
    const report = REPORTS.github({ ...verdict, errors: [], changes: [{ ...removed, text }] });
    expect(report.split('\n').filter((line) => line.startsWith('::'))).toHaveLength(1);
  });
});
