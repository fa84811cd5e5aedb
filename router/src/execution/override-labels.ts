import { createHash } from 'node:crypto';
import type { RequestContext } from '../context.js';

/** Decides which progressive overrides (`@override(from:, label:)`) apply to a request. */
export interface OverrideConditions {
  /** Identifies the decisions: equal keys mean equal plans. */
  readonly key: string;
  /** By label. */
  readonly holds: ReadonlyMap<string, boolean>;
}

/** Decides for a request. */
export type OverrideDecision = (context: Pick<RequestContext, 'caller' | 'address'>) => OverrideConditions;

const PERCENT = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;
const HASH_BYTES = 6;

/**
 * `percent(n)` applies to n of a hundred callers, by a hash of their subject, or of their address when they have none.
 * One caller always gets the same result, and a caller within `percent(5)` is within `percent(20)`. Other labels apply
 * to all requests or to none.
 *
 * @param labels the labels of the supergraph
 * @param enabled the other labels that apply
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

/** The percentage as a fraction; `undefined` for a label that is not a percentage. */
function shareOf(label: string): number | undefined {
  const [, percentage] = PERCENT.exec(label) ?? [];
  return percentage === undefined ? undefined : Number(percentage) / 100;
}

/** A number from 0 to 1 that is the same for a caller in every process. */
function positionOf(caller: string): number {
  const hash = createHash('sha256').update(caller).digest();
  return hash.readUIntBE(0, HASH_BYTES) / 2 ** (HASH_BYTES * 8);
}
