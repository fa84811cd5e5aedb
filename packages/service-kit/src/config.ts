import { z } from 'zod';
import { StartError } from './start-error.js';

/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a service's configuration, once, from its environment.
 *
 * @param schema a zod object whose keys are the variables' names; an empty variable counts as unset
 * @throws StartError that names every bad variable and what it takes
 */
export function readConfig<T>(schema: z.ZodType<T>, environment: Environment = process.env): T {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new StartError(faults.join('; '));
}

/** A TCP port, 0 to 65535; 0 lets the system choose a free one. */
export function port(fallback: number) {
  return integer({ min: 0, max: 65_535, fallback });
}

/** A whole number from `min` to `max`. */
export function integer({ min, max, fallback }: { min: number; max: number; fallback: number }) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
    .default(fallback);
}

/** An absolute URL of one of the given protocols (`http:`), in its normal form. */
export function url(...protocols: string[]) {
  const message = `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return z
    .string({ error: (issue) => (issue.input === undefined ? `is not set: it ${message}` : message) })
    .refine((value) => protocols.includes(protocolOf(value)), message);
}

/** The absolute URLs of one service at one or several addresses: `http://a|http://b`. */
export function urls(...protocols: string[]) {
  const each = url(...protocols);
  return z
    .string({ error: (issue) => each.safeParse(issue.input).error?.issues[0]?.message ?? 'is not set' })
    .transform((text) => text.split('|').map((part) => part.trim()))
    .pipe(z.array(each));
}

/** Empty when the text is no URL. A replica set's address lists several hosts, which `URL` does not parse. */
function protocolOf(text: string): string {
  const oneHost = text.replace(/^(mongodb:\/\/[^/?,]*)(?:,[^/?]*)/, '$1');
  return URL.canParse(oneHost) ? new URL(oneHost).protocol : '';
}

/** `true` or `false`. */
export function flag(fallback: boolean) {
  return z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((value) => value === 'true')
    .default(fallback);
}

/** Text that has no default: the service refuses to start without it. */
export function required(purpose: string) {
  return z.string({ error: `is not set: ${purpose}` });
}

/** The variables of every service: addresses, logging and drain. */
export const commonVariables = {
  /** The mode of the service. `development` turns on the explorer and introspection; every value but this and `test` is as safe as `production`. */
  NODE_ENV: z.string().default('production'),
  /** The address on which the service listens. */
  HOST: z.string().default('127.0.0.1'),
  /** The address on which health and metrics are served. It must not be public. */
  ADMIN_HOST: z.string().default('127.0.0.1'),
  /** The port on which health and metrics are served; 0 chooses a free one. */
  ADMIN_PORT: port(0),
  /** The least severe entries that are logged. The security log is always written. */
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  /** The URL of an OpenTelemetry collector that accepts OTLP over HTTP. Without it, no traces are recorded. The SDK's other variables apply as usual. */
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:').optional(),
  /** How long a stopping service still answers, so that load balancers notice, in milliseconds. */
  DRAIN_MS: integer({ min: 0, max: 60_000, fallback: 1_500 }),
};
