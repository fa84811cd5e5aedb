import { Counter, Gauge, type Registry } from 'prom-client';
import type { SubscriptionObserver } from './subscriptions/subscriptions.js';

/** Open subscriptions, the events that they got, and why they ended. */
export function createSubscriptionMetrics(registry: Registry): SubscriptionObserver {
  const open = new Gauge({
    name: 'router_subscriptions_open',
    help: 'Subscriptions of clients that are open.',
    registers: [registry],
  });
  const events = new Counter({
    name: 'router_subscription_events_total',
    help: 'Events that were handed to subscribers.',
    registers: [registry],
  });
  const ended = new Counter({
    name: 'router_subscriptions_ended_total',
    help: 'Subscriptions that ended: left, complete, moved, token, refused, rate_limit, slow, schema, or lost.',
    labelNames: ['reason'],
    registers: [registry],
  });
  return {
    opened: () => open.inc(),
    delivered: () => events.inc(),
    ended(reason) {
      open.dec();
      ended.inc({ reason });
    },
  };
}
