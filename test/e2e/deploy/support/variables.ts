import { resolve } from 'node:path';
import { commonVariables } from '@supergraph/service-kit';

const root = resolve(import.meta.dirname, '../../../..');

/** The names of all variables that a service reads, including those of the OpenTelemetry SDK. */
export async function knownVariables(service: string): Promise<ReadonlySet<string>> {
  const folder = service === 'router' ? 'router' : `subgraphs/${service}`;
  const config = (await import(`${root}/${folder}/src/config.ts`)) as Readonly<
    Record<'routerVariables' | 'configSchema', { readonly shape: object } | undefined>
  >;
  const { shape = {} } = config.routerVariables ?? config.configSchema ?? {};
  return new Set([
    ...Object.keys(commonVariables),
    ...Object.keys(shape),
    'OTEL_SERVICE_NAME',
    'OTEL_TRACES_SAMPLER',
    'OTEL_TRACES_SAMPLER_ARG',
  ]);
}
