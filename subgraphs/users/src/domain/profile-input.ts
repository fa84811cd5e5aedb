import { countCharacters, isPlainText } from '@supergraph/service-kit';
import { invalidInput, type InvalidInput } from './failures.js';
import type { Address } from './user.js';

/** A postal address as a client sends it. */
export interface AddressInput {
  readonly recipient: string;
  readonly street: string;
  readonly city: string;
  readonly region?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
  readonly country: string;
}

/** Collects all errors of an input, so that a client gets them in one response. */
export interface Findings {
  readonly found: InvalidInput[];
}

/** Reads one line of text without surrounding spaces, with 1 to `max` characters. */
export function readText(findings: Findings, path: readonly string[], text: string, max: number): string {
  const trimmed = text.trim();
  if (trimmed === '') findings.found.push(invalidInput(path, `Give at least one character.`));
  return checkText(findings, path, trimmed, max);
}

export function readName(findings: Findings, name: string): string {
  return readText(findings, ['name'], name, 100);
}

export function readAddress(findings: Findings, at: readonly string[], input: AddressInput): Address {
  return {
    recipient: readText(findings, [...at, 'recipient'], input.recipient, 200),
    street: readText(findings, [...at, 'street'], input.street, 200),
    city: readText(findings, [...at, 'city'], input.city, 100),
    region: readOptional(findings, [...at, 'region'], input.region, 100),
    postalCode: readOptional(findings, [...at, 'postalCode'], input.postalCode, 20),
    country: readText(findings, [...at, 'country'], input.country, 100),
  };
}

function readOptional(
  findings: Findings,
  path: readonly string[],
  text: string | null | undefined,
  max: number,
): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : checkText(findings, path, trimmed, max);
}

function checkText(findings: Findings, path: readonly string[], text: string, max: number): string {
  if (countCharacters(text) > max) {
    findings.found.push(invalidInput(path, `Give at most ${max} characters.`));
  } else if (!isPlainText(text, { min: 0, max })) {
    findings.found.push(
      invalidInput(path, 'Give one line of plain text, without control or invisible characters.'),
    );
  }
  return text;
}
