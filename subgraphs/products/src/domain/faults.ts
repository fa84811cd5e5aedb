import type * as kit from '@supergraph/service-kit/faults';

/** An effect around which a test may stop the process. */
export type Effect =
  | 'reserve'
  | 'finalise'
  | 'release'
  | 'restock'
  | 'adjust'
  | 'discontinue'
  | 'ledger.open'
  | 'ledger.prune'
  | 'record.claim'
  | 'record.book'
  | 'product.insert'
  | 'product.update'
  | 'product.follow';

export type FaultPoint = kit.FaultPoint<Effect>;

/** Called at every fault point. For tests only: no entry of production gives one. */
export type Faults = kit.Faults<Effect>;
