import type { AddressInput } from '../generated/graphql.ts';

const FIELDS = [
  { name: 'recipient', label: 'Recipient', autoComplete: 'name', required: true },
  { name: 'street', label: 'Street and number', autoComplete: 'street-address', required: true },
  { name: 'postalCode', label: 'Postal code', autoComplete: 'postal-code', required: false },
  { name: 'city', label: 'City', autoComplete: 'address-level2', required: true },
  { name: 'region', label: 'Region', autoComplete: 'address-level1', required: false },
  { name: 'country', label: 'Country', autoComplete: 'country-name', required: true },
] as const;

export interface AddressFieldsProps {
  readonly name: string | undefined;
  /** The initial values of the fields. */
  readonly address: AddressInput | null | undefined;
}

export function AddressFields({ name, address }: AddressFieldsProps) {
  const begin: Partial<AddressInput> = address ?? { recipient: name };
  return (
    <fieldset>
      <legend>Where to send it</legend>
      {FIELDS.map(({ label, required, ...field }) => (
        <label key={field.name} className={field.name}>
          <span>
            {label} {!required && <span className="muted">(optional)</span>}
          </span>
          <input
            {...field}
            required={required}
            defaultValue={begin[field.name] ?? ''}
            maxLength={field.name === 'postalCode' ? 20 : 100}
          />
        </label>
      ))}
    </fieldset>
  );
}

export function readAddress(form: FormData): AddressInput {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  return {
    recipient: text('recipient'),
    street: text('street'),
    city: text('city'),
    country: text('country'),
    region: text('region') || null,
    postalCode: text('postalCode') || null,
  };
}
