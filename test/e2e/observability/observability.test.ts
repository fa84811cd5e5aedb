import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sharedSupergraph } from '../support/supergraph.js';

const root = resolve(import.meta.dirname, '../../..');
const prometheus = join(root, 'deploy/prometheus');
const dashboards = join(root, 'deploy/grafana/dashboards');

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const readDashboards = () =>
  readdirSync(dashboards).map(
    (file) => JSON.parse(readFileSync(join(dashboards, file), 'utf8')) as Dashboard,
  );

function readAlerts(): readonly { readonly alert: string; readonly expr: string }[] {
  const { groups } = parse(readFileSync(join(prometheus, 'alerts.yaml'), 'utf8')) as {
    groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}

/** The metric names in an expression: all words except labels, functions and keywords. */
function metricsOf(expression: string): readonly string[] {
  const bare = expression.replace(/\{[^}]*\}|\[[^\]]*\]|(by|without) \([^)]*\)/g, '');
  return [...bare.matchAll(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b(?!\s*\()/g)].map(([name]) => name);
}

/** Exported only with Redis, which these services run without: the router's tests of rate limits in Redis have it. */
const WITH_REDIS = ['router_rate_limits_shared'];

/** The names of all metrics that the running services export, including the series of histograms and summaries. */
async function servedMetrics(): Promise<ReadonlySet<string>> {
  const { adminUrls } = await sharedSupergraph();
  const texts = await Promise.all(
    Object.values(adminUrls).map(async (url) => (await fetch(`${url}/metrics`)).text()),
  );
  const types = texts.flatMap((text) => [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)]);
  return new Set([
    ...WITH_REDIS,
    ...types.flatMap(([, name = '', type = '']) =>
      /histogram|summary/.test(type) ? [`${name}_count`, `${name}_sum`, `${name}_bucket`] : [name],
    ),
  ]);
}

describe('dashboards and alerts', () => {
  it('ask for metrics that the running services serve', async () => {
    const served = await servedMetrics();
    const asked = [
      ...readAlerts().map(({ alert, expr }) => [alert, expr] as const),
      ...readDashboards().flatMap(({ uid, panels }) =>
        panels.flatMap(({ title, targets }) =>
          targets.map(({ expr }) => [`${uid}: ${title}`, expr] as const),
        ),
      ),
    ].flatMap(([where, expr]) => metricsOf(expr).map((name) => `${name} (${where})`));
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((text) => !served.has(text.slice(0, text.indexOf(' '))))).toEqual([]);
  });

  it('cover services, router, checkout, databases and security', () => {
    expect(
      readDashboards()
        .map(({ uid }) => uid)
        .sort(),
    ).toEqual(['checkout', 'database', 'router', 'security', 'services']);
  });

  it('have a test for each alert, in which it fires', () => {
    const { tests } = parse(readFileSync(join(prometheus, 'alerts.test.yaml'), 'utf8')) as {
      tests: readonly { alert_rule_test: readonly { alertname: string; exp_alerts: readonly object[] }[] }[];
    };
    const fired = tests.flatMap(({ alert_rule_test }) =>
      alert_rule_test.filter(({ exp_alerts }) => exp_alerts.length > 0).map(({ alertname }) => alertname),
    );
    expect(fired).toEqual(readAlerts().map(({ alert }) => alert));
  });
});

describe.skipIf(spawnSync('promtool', ['--version']).status !== 0)('the alert rules, by promtool', () => {
  it('fire, and are configuration that Prometheus reads', () => {
    execFileSync('promtool', ['test', 'rules', join(prometheus, 'alerts.test.yaml')]);
    execFileSync('promtool', ['check', 'config', join(prometheus, 'prometheus.yml')]);
  });
});
