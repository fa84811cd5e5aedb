import type * as kit from '@supergraph/service-kit/faults';

/** Every effect of placing, settling and moving an order on. */
export type EffectName =
  | 'number'
  | 'insert'
  | 'reserve'
  | 'confirm'
  | 'reject'
  | 'cancel'
  | 'ship'
  | 'deliver'
  | 'finalise'
  | 'release'
  | 'restock'
  | 'publish'
  | 'settle'
  | 'postpone'
  | 'lease';

/** Called at every fault point. For tests only: no entry of production gives one. */
export type Faults = kit.Faults<EffectName>;
