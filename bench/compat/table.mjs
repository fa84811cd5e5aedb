import { readFileSync, writeFileSync } from 'node:fs';

const DOCUMENT = new URL('../../docs/correctness.md', import.meta.url);
const MARKS = ['crashed', 'timed out', 'wrong', 'refused', 'right'];

/** The cell of a case: the worst verdict of its operations, and how many are right. */
function cell(verdicts) {
  const right = verdicts.filter((verdict) => verdict === 'right').length;
  if (right === verdicts.length) return 'right';
  const worst = MARKS.find((mark) => verdicts.includes(mark));
  return `**${worst}**${verdicts.length > 1 ? ` (${right}/${verdicts.length} right)` : ''}`;
}

function row(cells) {
  return `| ${cells.join(' | ')} |`;
}

/** The number of operations per verdict. */
function totals(results, id) {
  const verdicts = results.flatMap(({ verdicts }) => verdicts[id] ?? []);
  return MARKS.toReversed()
    .map((mark) => [verdicts.filter((verdict) => verdict === mark).length, mark])
    .filter(([count]) => count > 0)
    .map(([count, mark]) => `${count} ${mark}`)
    .join(', ');
}

export function renderTable(results, routers) {
  return [
    row(['case', ...routers.map(({ title }) => title)]),
    row(['---', ...routers.map(() => '---')]),
    row(['all operations', ...routers.map(({ id }) => totals(results, id))]),
    ...results.map(({ name, report, verdicts }) =>
      row([
        report === undefined ? name : `[${name}](${report})`,
        ...routers.map(({ id }) => cell(verdicts[id] ?? [])),
      ]),
    ),
  ].join('\n');
}

/** Replaces the table between its marks in the document. */
export function writeTable(mark, table) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [open, close] = [`<!-- ${mark}:start -->`, `<!-- ${mark}:end -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start === -1 || end === -1) throw new Error(`docs/correctness.md has no ${open} … ${close}.`);
  writeFileSync(DOCUMENT, `${text.slice(0, start + open.length)}\n\n${table}\n\n${text.slice(end)}`);
}
