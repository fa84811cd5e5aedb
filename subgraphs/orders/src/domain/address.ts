import { isPlainText } from '@supergraph/service-kit';
import { invalid, type InvalidInput } from './failures.js';
import type { Address } from './order.js';

/** An address as the customer wrote it. */
export interface AddressInput {
  readonly recipient: string;
  readonly street: string;
  readonly city: string;
  readonly region?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
  readonly country: string;
}

const limits = {
  recipient: { max: 200, required: true },
  street: { max: 200, required: true },
  city: { max: 100, required: true },
  region: { max: 100, required: false },
  postalCode: { max: 20, required: false },
  country: { max: 100, required: true },
} as const;

/** A description of {@link isPlainText}'s rule for people, without the length. */
export const ONE_LINE = ', on one line and without invisible or control characters';

/** Trims an address and checks its parts. An empty optional part is treated as absent. */
export function checkAddress(
  input: AddressInput | null,
  path: readonly string[],
): { readonly address: Address | null; readonly errors: readonly InvalidInput[] } {
  if (input === null) return { address: null, errors: [] };
  const address = {
    recipient: input.recipient.trim(),
    street: input.street.trim(),
    city: input.city.trim(),
    region: trimmed(input.region),
    postalCode: trimmed(input.postalCode),
    country: input.country.trim(),
  };
  const errors = Object.entries(limits).flatMap(([part, { max, required }]) => {
    const value = address[part as keyof Address];
    if (value === null || isPlainText(value, { max })) return [];
    return [
      invalid(
        [...path, part],
        `The ${part} has ${required ? '1 to' : 'at most'} ${max} characters${ONE_LINE}.`,
      ),
    ];
  });
  return { address, errors };
}

function trimmed(text: string | null | undefined): string | null {
  const value = text?.trim() ?? '';
  return value === '' ? null : value;
}
