import type { ConsumerPorts } from '../events/service-consumer.js';
import { between, type Faults } from './faults.js';

/** The effects of a consumer, besides those of its handler. */
export type ConsumerEffect = 'consumer.lease' | 'consumer.load' | 'consumer.save';

/** Adds a fault point before and after every effect of a consumer. */
export function withConsumerFaults(
  faults: Faults<ConsumerEffect>,
  { state, lease }: ConsumerPorts,
): ConsumerPorts {
  return {
    state: {
      ...state,
      load: () => between(faults, 'consumer.load', () => state.load()),
      save: (...call) => between(faults, 'consumer.save', () => state.save(...call)),
    },
    lease: { ...lease, hold: () => between(faults, 'consumer.lease', () => lease.hold()) },
  };
}
