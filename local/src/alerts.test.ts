import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { repositorySubgraphs } from '@supergraph/schema/subgraphs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

async function readAlerts() {
  const text = await readFile(join(root, 'deploy/prometheus/alerts.yaml'), 'utf8');
  return (parse(text) as Rules).groups.flatMap(({ rules }) => rules);
}

/** The expressions of all panels of the dashboards. */
async function readPanels(): Promise<readonly string[]> {
  const folder = join(root, 'deploy/grafana/dashboards');
  const expressions: string[] = [];
  for (const file of await readdir(folder)) {
    const { panels } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Dashboard;
    expressions.push(...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));
  }
  return expressions;
}

/** The names in the table of metrics in docs/operations.md. */
async function readTable(): Promise<readonly string[]> {
  const text = await readFile(join(root, 'docs/operations.md'), 'utf8');
  const [, section = ''] = /^## Metrics$([^]*?)^## /m.exec(text) ?? [];
  const cells = [...section.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z_*]+)/g)].map(([, name = '']) => name));
}

/** The text of all source files of the services. */
async function readSources(): Promise<string> {
  const folders = [
    'router/src',
    'packages/service-kit/src',
    ...Object.values(repositorySubgraphs()).map(({ sdl }) => `${dirname(sdl)}/src`),
  ];
  const texts: string[] = [];
  for (const folder of folders) {
    for (const file of await readdir(join(root, folder), { recursive: true })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      texts.push(await readFile(join(root, folder, file), 'utf8'));
    }
  }
  return texts.join('\n');
}

/**
 * The names of all metrics that this repository's source files define, and of those that prom-client and Prometheus
 * add.
 */
async function readMetricNames(): Promise<ReadonlySet<string>> {
  const names = new Set(['up', 'nodejs_eventloop_lag_p99_seconds']);
  for (const [, name = ''] of (await readSources()).matchAll(/(?:name: |gauge\(\s*)'([a-z]+_[a-z_]+)'/g)) {
    for (const suffix of ['', '_count', '_sum', '_bucket']) names.add(name + suffix);
  }
  return names;
}

/** The metric names in an expression: words outside braces that are neither functions nor keywords. */
function metricsOf(expression: string): string[] {
  const bare = expression.replace(/\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)/g, '');
  return [...bare.matchAll(/\b[a-z][a-z0-9_]+\b(?!\s*\()/g)].map(([name]) => name);
}

describe('the alert rules', () => {
  it('ask only for metrics that a service has', async () => {
    const known = await readMetricNames();
    const asked = (await readAlerts())
      .flatMap(({ expr }) => metricsOf(expr))
      .filter((name) => !/^(sum|max|min)$/.test(name));
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it('compare labels only with values that a service writes', async () => {
    const conditions = (await readAlerts()).flatMap(({ expr }) => [
      ...expr.matchAll(/\{[a-z_]+(?:=|!=|=~|!~)"([^"]*)"\}/g),
    ]);
    const values = conditions.flatMap(([, value = '']) => value.split('|'));
    expect(values.length).toBeGreaterThan(5);
    const sources = await readSources();
    expect(values.filter((value) => !sources.includes(`'${value}'`))).toEqual([]);
  });

  it('and the dashboards ask only for metrics that the documentation lists', async () => {
    const listed = await readTable();
    const isListed = (name: string) =>
      listed.some((entry) =>
        entry.endsWith('*')
          ? name.startsWith(entry.slice(0, -1))
          : name.replace(/_(count|sum|bucket)$/, '') === entry,
      );
    const asked = [...(await readAlerts()).map(({ expr }) => expr), ...(await readPanels())]
      .flatMap(metricsOf)
      .filter((name) => name.includes('_'));
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((name) => !isListed(name))).toEqual([]);
  });

  it('have an entry each in the runbook', async () => {
    const runbook = await readFile(join(root, 'docs/operations.md'), 'utf8');
    const entries = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
    expect(entries).toEqual((await readAlerts()).map(({ alert }) => alert));
  });

  it('have entries that search the logs for texts that services write', async () => {
    const runbook = await readFile(join(root, 'docs/operations.md'), 'utf8');
    const named = [...runbook.matchAll(/`logs \w+ '([^'"]+)'`/g)].map(([, text = '']) => text);
    expect(named.length).toBeGreaterThan(10);
    const sources = await readSources();
    expect(named.filter((text) => !sources.includes(text))).toEqual([]);
  });
});
