import { existsSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { drawBars } from './chart.mjs';

const at = (path) => new URL(path, import.meta.url);

/** Writes the measurements as JSON, as tables and as a chart for the documentation. */
export function writeResults(found, contenders, settings) {
  const report = { machine: machine(), versions: versions(), settings, found };
  const table = Object.entries(found).map(([operation, result]) => describe(operation, result, contenders));
  const text = [`# Results`, '', ...introduction(report), '', ...table].join('\n');
  process.stdout.write(`\n${text}\n`);
  if (!settings.save) return;
  const kept = readResults().filter((section) =>
    LATER_SECTIONS.some((heading) => section.startsWith(`## ${heading}\n`)),
  );
  saveResults([text, ...kept]);
  writeFileSync(at('../results/results.json'), JSON.stringify(report, null, 2) + '\n');
  if (found.nested?.medians.stock?.[50] !== undefined) {
    drawExecution(found.nested.medians, contenders);
  }
}

/** Two charts, since work that is shared answers ten times as much. */
function drawExecution(medians, contenders) {
  const [own, shared] = [[], []];
  for (const contender of contenders) {
    if (medians[contender.id]?.[50] === undefined || contender.raw === 'memory') continue;
    (/(requests|operations) shared/.test(contender.title) ? shared : own).push(contender);
  }
  const stock = medians.stock[50].perSecond;
  const rowOf = ({ id, title, raw }) => {
    const value = medians[id][50].perSecond / stock;
    const fill = id.startsWith('ours') ? '#3b6ea5' : raw === undefined ? '#d9a05b' : '#b8b8b8';
    return { label: title, parts: [{ value, fill }], text: value.toFixed(1) };
  };
  const title = 'Requests per second × @apollo/gateway (nested operation, 50 connections, one core';
  saveChart('execution', { title: `${title}, nothing shared)`, rows: own.map(rowOf) });
  if (shared.length > 0) {
    saveChart('execution-shared', { title: `${title}, work shared)`, rows: shared.map(rowOf) });
  }
}

/** Draws a chart for the documentation. */
export function saveChart(name, chart) {
  if (process.env.SAVE === 'false') return;
  writeFileSync(at(`../../docs/images/${name}.svg`), drawBars(chart));
}

const LATER_SECTIONS = [
  'New operations',
  'New operations beside known ones',
  'Growth',
  'The shop',
  'Growth of the shop',
  'Compression',
];

/** Saves the section of a separate benchmark in place of its earlier version. */
export function saveSection(heading, lines) {
  const text = [`## ${heading}`, '', ...lines].join('\n');
  process.stdout.write(`\n${text}\n`);
  if (process.env.SAVE === 'false') return;
  const others = readResults().filter((section) => !section.startsWith(`## ${heading}\n`));
  saveResults([...others, text]);
}

function readResults() {
  const file = at('../results/README.md');
  return existsSync(file) ? readFileSync(file, 'utf8').split(/\n(?=## )/) : [];
}

function saveResults(sections) {
  mkdirSync(at('../results/'), { recursive: true });
  const text = sections.map((section) => section.trim()).join('\n\n');
  writeFileSync(at('../results/README.md'), `${text}\n`);
}

function describe(operation, { bytes, fetches, medians }, contenders) {
  const lines = [`## The ${operation} operation: ${(bytes / 1000).toFixed(1)} kB`, ''];
  lines.push(`Raw baseline: ${fetches} fetches.`, '');
  lines.push(
    '| | connections | per second | × stock | p50 ms | p99 ms | CPU ms | × stock by CPU | subgraph requests | peak MiB | of it the planning thread |',
  );
  lines.push('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
  for (const { id, title } of contenders) {
    for (const [connections, sample] of Object.entries(medians[id] ?? {})) {
      const stock = medians.stock?.[connections];
      const ratio = stock === undefined ? '' : (sample.perSecond / stock.perSecond).toFixed(1);
      const byCpu = stock === undefined ? '' : (stock.cpuMs / sample.cpuMs).toFixed(1);
      lines.push(
        `| ${title} | ${connections} | ${sample.perSecond.toFixed(0)} | ${ratio} | ${sample.p50} | ${sample.p99} | ` +
          `${each(sample.cpuMs, 2)} | ${byCpu} | ${each(sample.fetches, 1)} | ${sample.peakMiB} | ${sample.plannerMiB || ''} |`,
      );
    }
  }
  return lines.join('\n') + '\n';
}

/** A figure per response. There is none when no response came in time. */
function each(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

function introduction({ machine: { cpu, cores, memoryGiB, node, load }, settings, versions: installed }) {
  const list = Object.entries(installed).map(([name, version]) => `${name} ${version}`);
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node}; gateway on one core, subgraphs and load on the other.`,
    `Load average ${load}: the benchmark's own is two or three. With more, others were at work, and only large differences mean something.`,
    `Medians of ${settings.rounds} rounds of ${settings.duration} s each, after ${settings.warmUp} s of warm-up. ${list.join(', ')}.`,
  ];
}

export function machine() {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    /** The load average of five minutes. The benchmark itself causes two or three; more comes from other programs. */
    load: Number(loadavg()[1].toFixed(1)),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

function versions() {
  const { dependencies } = JSON.parse(readFileSync(at('../package.json'), 'utf8'));
  return dependencies;
}
