import type { GraphQLError } from 'graphql';
import type { DirectExecutor } from '../execution/gateway.js';
import type { SerializedData } from '../execution/serialized.js';
import type { ResolvedOperation } from './check.js';
import type { KnownOperation } from './document-store.js';
import { formatErrors, toGraphQLError } from './format-errors.js';
import type { FormattedErrors } from './format-errors.js';

/** What came of an operation, before its errors are masked. */
export interface Outcome extends Partial<FormattedErrors> {
  readonly data?: SerializedData;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface DirectOptions {
  readonly execute: DirectExecutor;
  /** What is looked at before an operation is planned; throws to refuse it. */
  readonly check: (resolved: ResolvedOperation) => Promise<void> | undefined;
  readonly report: (errors: readonly GraphQLError[], requestId: string) => void;
}

/**
 * Runs an operation that Apollo Server has parsed and validated once: the same checks, the same execution and the same
 * errors. What its pipeline does for each request beside these, for hooks that nothing here uses, is left out.
 */
export async function runDirectly(
  { key, document, schema, operation }: KnownOperation,
  resolved: ResolvedOperation,
  { execute, check, report }: DirectOptions,
): Promise<Outcome> {
  const { variables, context } = resolved;
  let answer;
  try {
    const pending = check(resolved);
    if (pending !== undefined) await pending;
    answer = await execute({ document, operation, variables, context, key, schema });
  } catch (thrown) {
    const errors = [toGraphQLError(thrown)];
    report(errors, context.requestId);
    const formatted = formatErrors(errors);
    return { ...formatted, status: formatted.status ?? 500 };
  }
  const { data, errors, extensions } = answer;
  if (errors === undefined) return { data, extensions };
  report(errors, context.requestId);
  const formatted = formatErrors(errors);
  const status = formatted.status ?? (data === undefined ? 400 : undefined);
  return { data, extensions, ...formatted, status };
}
