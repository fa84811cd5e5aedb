import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { Logger } from '../logger.js';

export interface Telemetry {
  /** Sends the remaining spans, in bounded time. */
  close(): Promise<void>;
}

const off: Telemetry = { close: () => Promise.resolve() };

/**
 * Starts to record traces if an OpenTelemetry collector is configured. Otherwise no SDK is loaded.
 *
 * @param service the name of the service, unless OTEL_SERVICE_NAME gives another
 * @param logger for the problems of the SDK, such as a collector that does not answer
 */
export async function startTelemetry(
  service: string,
  config: { readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined },
  logger: Logger,
): Promise<Telemetry> {
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return off;
  const [{ startSdk }, { logDiagnostics }] = await Promise.all([
    import('./sdk.js'),
    import('./diagnostics.js'),
  ]);
  logDiagnostics(logger);
  return { close: startSdk(service) };
}

/**
 * Makes the trace available to code that has no access to the request: the database driver, and calls to other
 * services. This costs nothing before the first request with a trace.
 */
export function useAmbientTraces(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}
