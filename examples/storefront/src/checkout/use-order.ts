import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { session } from '../session/session.ts';
import { attempt, type Attempt } from './attempt.ts';
import { placeOrder, type Outcome } from './place-order.ts';

/** Sends an order, repeats one that a reload interrupted, and opens the page of the placed order. */
export function useOrder() {
  const client = useApolloClient();
  const navigate = useNavigate();
  const [outcome, setOutcome] = useState<Outcome>();
  const [isSending, setSending] = useState(false);
  const isResumed = useRef(false);

  async function send(sent: Attempt): Promise<void> {
    setSending(true);
    const result = await placeOrder(client, sent);
    setOutcome(result);
    setSending(false);
    if (result.kind === 'ordered') void navigate(`/orders/${result.orderId}`, { replace: true });
  }

  const resume = useRef(send);
  useEffect(() => {
    const interrupted = attempt.get();
    if (isResumed.current || interrupted === null) return;
    isResumed.current = true;
    if (interrupted.userId === session.get()?.userId) void resume.current(interrupted);
    else attempt.set(null);
  }, []);

  return { outcome, isSending, send };
}
