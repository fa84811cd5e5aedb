import { createHash } from 'node:crypto';
import type { RequestContext } from '../context.js';

/** Which progressive overrides (`@override(from:, label:)`) hold for a request. */
export interface OverrideConditions {
  /** Names them: equal keys, equal plans. */
  readonly key: string;
  /** By label. */
  readonly holds: ReadonlyMap<string, boolean>;
}

/** Decides for a request. */
export type OverrideDecision = (context: Pick<RequestContext, 'caller' | 'address'>) => OverrideConditions;

const PERCENT = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;
const HASH_BYTES = 6;

/**
 * `percent(n)` holds for n of a hundred callers, told by their subject, or their address where they have none: one
 * caller always gets the same, and a caller within `percent(5)` is within `percent(20)`. Other labels hold for all
 * requests or none.
 *
 * @param labels of the supergraph
 * @param enabled those other labels that hold
 */
export function decideOverrides(labels: readonly string[], enabled: ReadonlySet<string>): OverrideDecision {
  const rules = labels.map((label) => ({ label, share: shareOf(label), isEnabled: enabled.has(label) }));
  const known = new Map<string, OverrideConditions>();
  const needsPosition = rules.some(({ share }) => share !== undefined && share > 0 && share < 1);
  return ({ caller, address }) => {
    const position = needsPosition ? positionOf(caller.subject ?? address ?? '') : 0;
    const decisions = rules.map(({ share, isEnabled }) =>
      share === undefined ? isEnabled : position < share,
    );
    const key = decisions.map((holds) => (holds ? '1' : '0')).join('');
    let conditions = known.get(key);
    if (conditions === undefined) {
      conditions = {
        key,
        holds: new Map(rules.map(({ label }, index) => [label, decisions[index] === true])),
      };
      known.set(key, conditions);
    }
    return conditions;
  };
}

/** Of a hundred, as a fraction; `undefined` for a label that is no percentage. */
function shareOf(label: string): number | undefined {
  const [, percentage] = PERCENT.exec(label) ?? [];
  return percentage === undefined ? undefined : Number(percentage) / 100;
}

/** From 0 to 1, the same for a caller in every process. */
function positionOf(caller: string): number {
  const hash = createHash('sha256').update(caller).digest();
  return hash.readUIntBE(0, HASH_BYTES) / 2 ** (HASH_BYTES * 8);
}
