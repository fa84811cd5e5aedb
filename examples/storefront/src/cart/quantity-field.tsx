import { MAX_QUANTITY } from './cart.ts';

export interface QuantityFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export function QuantityField({ label, value, onChange }: QuantityFieldProps) {
  return (
    <div className="quantity" role="group" aria-label={label}>
      <button type="button" aria-label="One less" disabled={value <= 1} onClick={() => onChange(value - 1)}>
        −
      </button>
      <output aria-live="polite">{value}</output>
      <button
        type="button"
        aria-label="One more"
        disabled={value >= MAX_QUANTITY}
        onClick={() => onChange(value + 1)}
      >
        +
      </button>
    </div>
  );
}
