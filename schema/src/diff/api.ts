import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
import type { Change, Severity } from './change.js';
import { directionsOf, type Directions } from './directions.js';
import { phrase, type InspectedChange } from './phrase.js';

const SEVERITY: Readonly<Record<CriticalityLevel, Severity>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

/**
 * What clients would notice between two API schemas. The inspector finds the differences; ours is the judgement
 * where it needs to know which way values travel, and the wording.
 */
export async function diffApi(before: GraphQLSchema, after: GraphQLSchema): Promise<readonly Change[]> {
  const found: readonly InspectedChange[] = await diff(before, after);
  const directions = directionsOf(before);
  const added = new Set(found.filter(({ type }) => type === ChangeType.TypeAdded).map(({ path }) => path));
  const removed = new Set(
    found.filter(({ type }) => type === ChangeType.TypeRemoved).map(({ path }) => path),
  );
  return found
    .filter((change) => !isRepetition(change, added, removed))
    .map((change) => ({
      severity: severityOf(change, directions),
      kind: change.type,
      ...phrase(change),
    }));
}

/** What follows from a type's coming or going is not told again, nor are directives that composition handles. */
function isRepetition(
  { type, path }: InspectedChange,
  added: ReadonlySet<string | undefined>,
  removed: ReadonlySet<string | undefined>,
): boolean {
  if (type.startsWith('DIRECTIVE_USAGE_') || type.startsWith('SCHEMA_')) return true;
  if (type === ChangeType.FieldDeprecationReasonAdded || type === ChangeType.FieldDeprecationReasonRemoved) {
    return true;
  }
  const [owner] = path?.split('.') ?? [];
  if (type === ChangeType.TypeAdded || type === ChangeType.TypeRemoved) return false;
  return added.has(owner) || removed.has(owner);
}

function severityOf({ type, path, criticality }: InspectedChange, directions: Directions): Severity {
  const [owner = ''] = path?.split('.') ?? [];
  // A value that no client sends cannot be missed in requests; one that no client reads cannot surprise.
  if (type === ChangeType.EnumValueRemoved && !directions.sent.has(owner)) return 'dangerous';
  if (type === ChangeType.EnumValueAdded && !directions.read.has(owner)) return 'safe';
  if (type === ChangeType.FieldArgumentAdded && criticality.level === CriticalityLevel.Dangerous)
    return 'safe';
  return SEVERITY[criticality.level];
}
