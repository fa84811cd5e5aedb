import { expect, test, vi } from 'vitest';
import { createLogger } from '../logger.js';
import { createDiagnostics } from './diagnostics.js';
import { tracer } from './span.js';
import { startTelemetry } from './start.js';

function open() {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger(
    { service: 'shop', level: 'info' },
    { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const clock = { ms: 0 };
  return { lines, logger, clock, diagnostics: createDiagnostics(logger, () => clock.ms) };
}

const refused = (port: number) =>
  JSON.stringify({
    stack: 'Error: connect',
    message: `connect ECONNREFUSED 127.0.0.1:${port}`,
    code: 'ECONNREFUSED',
  });

test('a problem is logged once a minute, with the number of others of its kind', () => {
  const { lines, clock, diagnostics } = open();
  for (let time = 0; time < 5; time += 1) diagnostics.error(refused(4318 + time));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    level: 'warn',
    service: 'shop',
    detail: 'Error: ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:4318',
    msg: 'a problem with sending traces',
  });
  diagnostics.warn('Dropped 3 spans because maxQueueSize reached');
  expect(lines).toHaveLength(2);
  clock.ms = 60_000;
  diagnostics.error(refused(4318));
  expect(lines[2]).toMatchObject({ suppressed: 4 });
});

test('a line is bounded, and has no values', () => {
  const { lines, diagnostics } = open();
  diagnostics.error(JSON.stringify({ message: `rejected "Ada" of ada@shop.example ${'x'.repeat(10_000)}` }));
  expect(lines[0]?.detail).toHaveLength(500);
  expect(JSON.stringify(lines)).not.toMatch(/Ada|ada@/);
});

test('spans that the collector does not take are logged', async () => {
  // Nothing listens there.
  const endpoint = 'http://127.0.0.1:9';
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', endpoint);
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '500');
  vi.stubEnv('OTEL_BSP_SCHEDULE_DELAY', '10');
  const { lines, logger } = open();
  const telemetry = await startTelemetry('shop', { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, logger);
  tracer.startSpan('lost').end();
  await vi.waitFor(() => expect(lines).not.toEqual([]), { timeout: 40_000 });
  expect(lines[0]).toMatchObject({ level: 'warn', msg: 'a problem with sending traces' });
  await telemetry.close();
});
