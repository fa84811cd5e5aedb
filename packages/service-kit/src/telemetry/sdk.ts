import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { setRecording } from './span.js';

/** All workspaces have one version. */
const PACKAGE = new URL('../../package.json', import.meta.url);

/** A collector that does not answer must not hold up the end of a process, in milliseconds. */
const CLOSE_LIMIT_MS = 1_000;

/**
 * Records traces and sends them by OTLP over HTTP. The SDK reads its variables by itself, as OpenTelemetry specifies them:
 * OTEL_EXPORTER_OTLP_*, OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG, OTEL_BSP_*, OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME.
 *
 * @returns ends it
 */
export function startSdk(service: string): () => Promise<void> {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
  const resource = defaultResource()
    .merge(resourceFromAttributes({ 'service.name': service, 'service.version': version }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  // Traces come and go by the W3C headers, which are read and written where requests are; ambient ones are a subgraph's.
  provider.register({ contextManager: null, propagator: null });
  setRecording(true);
  return async () => {
    setRecording(false);
    const limit = new AbortController();
    const late = sleep(CLOSE_LIMIT_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([provider.shutdown().catch(() => undefined), late]);
    limit.abort();
  };
}
