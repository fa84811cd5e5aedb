import { useState, type ReactNode, type SubmitEvent } from 'react';
import { explain } from '../graph/errors.ts';

export interface FormProps {
  readonly children: ReactNode;
  /** The text of the button. */
  readonly button: string;
  /** Returns the reason of a refusal, as text for the customer. Throws when the shop cannot be reached. */
  readonly onSend: (field: (name: string) => string) => Promise<string | undefined>;
  readonly onDone?: () => void;
}

/** A form of one button, which says why it was refused. */
export function Form({ children, button, onSend, onDone }: FormProps) {
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    const refused = await onSend((name) => String(fields.get(name) ?? '')).catch(explain);
    setFailure(refused);
    setBusy(false);
    if (refused === undefined) onDone?.();
  }

  return (
    <form className="form narrow" onSubmit={(event) => void submit(event)}>
      {children}
      {failure !== undefined && (
        <p role="alert" className="problem">
          {failure}
        </p>
      )}
      <button type="submit" className="primary" disabled={isBusy}>
        {isBusy ? 'One moment…' : button}
      </button>
    </form>
  );
}
