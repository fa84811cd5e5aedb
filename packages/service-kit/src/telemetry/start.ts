import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

export interface TelemetryOptions {
  /** The name of the service, unless OTEL_SERVICE_NAME gives another. */
  readonly service: string;
  /** Where an OpenTelemetry collector takes OTLP over HTTP. Undefined: nothing is recorded, and no SDK is loaded. */
  readonly endpoint: string | undefined;
}

export interface Telemetry {
  /** Sends the remaining spans, in bounded time. */
  close(): Promise<void>;
}

const off: Telemetry = { close: () => Promise.resolve() };

/** Starts to record traces if an endpoint is configured. */
export async function startTelemetry({ service, endpoint }: TelemetryOptions): Promise<Telemetry> {
  if (endpoint === undefined) return off;
  const { startSdk } = await import('./sdk.js');
  return { close: startSdk(service) };
}

/**
 * Makes the trace available to code that has no access to the request: the database driver, and calls to other
 * services. This costs nothing before the first request with a trace.
 */
export function useAmbientTraces(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
}
