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

/** All workspaces have the same version. */
const PACKAGE = new URL('../../package.json', import.meta.url);

/** The maximum time that an unresponsive collector may delay the end of a process, in milliseconds. */
const CLOSE_TIMEOUT_MS = 1_000;

/**
 * Records traces and sends them by OTLP over HTTP. The SDK itself reads its variables, as OpenTelemetry specifies them:
 * OTEL_EXPORTER_OTLP_*, OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG, OTEL_BSP_*, OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME.
 *
 * @returns stops the recording
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
  // Requests read and write the W3C headers themselves. Only subgraphs need an ambient context.
  provider.register({ contextManager: null, propagator: null });
  setRecording(true);
  return async () => {
    setRecording(false);
    const limit = new AbortController();
    const late = sleep(CLOSE_TIMEOUT_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([provider.shutdown().catch(() => undefined), late]);
    limit.abort();
  };
}
