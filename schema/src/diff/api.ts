import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLSchema,
} from 'graphql';
import { outwards, parentOf } from '../graph/coordinates.js';
import type { Change, Severity } from './change.js';
import { directionsOf, type Directions } from './directions.js';
import { phrase, type InspectedChange } from './phrase.js';

const SEVERITY: Readonly<Record<CriticalityLevel, Severity>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

/**
 * The differences between two API schemas that clients would notice. GraphQL Inspector finds them. This module judges
 * those that depend on the direction of the values, and words them.
 */
export async function diffApi(before: GraphQLSchema, after: GraphQLSchema): Promise<readonly Change[]> {
  const found: readonly InspectedChange[] = await diff(before, after);
  const directions = directionsOf(before);
  const whole = wholes(found);
  return found
    .filter((change) => isNewBehind(change, before, after) || !isRepetition(change, whole))
    .map((change) => {
      const required = !isRequiredIn(before, change.path) && isRequiredIn(after, change.path);
      const severity =
        required && isInputChange(change) ? 'breaking' : severityOf(change, directions, before);
      return { severity, kind: change.type, ...phrase(change, required) };
    });
}

/** Additions and removals of whole elements. */
const WHOLES = new Set<string>([
  ChangeType.TypeAdded,
  ChangeType.TypeRemoved,
  ChangeType.FieldAdded,
  ChangeType.InputFieldAdded,
  ChangeType.EnumValueAdded,
]);

function wholes(found: readonly InspectedChange[]): ReadonlySet<string> {
  return new Set(found.filter(({ type }) => WHOLES.has(type)).flatMap(({ path }) => path ?? []));
}

/** Whether a change only follows from an added or removed element, or concerns directives that composition handles. */
function isRepetition({ type, path = '' }: InspectedChange, whole: ReadonlySet<string>): boolean {
  if (type.startsWith('DIRECTIVE_USAGE_') || type.startsWith('SCHEMA_')) return true;
  if (type === ChangeType.FieldDeprecationReasonAdded || type === ChangeType.FieldDeprecationReasonRemoved) {
    return true;
  }
  const around = WHOLES.has(type) ? parentOf(path) : path;
  return around !== undefined && [...outwards(around)].some((at) => whole.has(at));
}

/** For clients, a new type behind a known interface is like a new member of a union. */
function isNewBehind(change: InspectedChange, before: GraphQLSchema, after: GraphQLSchema): boolean {
  const { type, path = '' } = change;
  if (type !== ChangeType.ObjectTypeInterfaceAdded || !isObjectType(after.getType(path))) return false;
  return before.getType(interfaceOf(change)) !== undefined;
}

function interfaceOf({ meta }: InspectedChange): string {
  return (meta as { readonly addedInterfaceName: string }).addedInterfaceName;
}

/** Whether the change is about an argument or input field that exists before and after. */
function isInputChange({ type }: InspectedChange): boolean {
  return /^(FIELD_ARGUMENT|INPUT_FIELD)_(TYPE|DEFAULT(_VALUE)?)_CHANGED$/.test(type);
}

/** Whether requests must contain it: it has no default and is not nullable. */
function isRequiredIn(schema: GraphQLSchema, path = ''): boolean {
  const [owner = '', field = '', argument] = path.split('.');
  const type = schema.getType(owner);
  if (isInputObjectType(type)) {
    const input = type.getFields()[field];
    return input !== undefined && isRequiredInputField(input);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const given = type.getFields()[field]?.args.find(({ name }) => name === argument);
  return given !== undefined && isRequiredArgument(given);
}

function severityOf(change: InspectedChange, directions: Directions, before: GraphQLSchema): Severity {
  const { type, path, criticality } = change;
  const [owner = ''] = path?.split('.') ?? [];
  if (type === ChangeType.ObjectTypeInterfaceAdded) {
    return before.getType(interfaceOf(change)) === undefined ? 'safe' : 'dangerous';
  }
  // No request can miss a value that no client sends; no client is surprised by a value that none reads.
  if (type === ChangeType.EnumValueRemoved && !directions.sent.has(owner)) return 'dangerous';
  if (type === ChangeType.EnumValueAdded && !directions.read.has(owner)) return 'safe';
  // An added argument or input field with a default leaves existing requests unchanged.
  const isAddedInput = type === ChangeType.FieldArgumentAdded || type === ChangeType.InputFieldAdded;
  if (isAddedInput && criticality.level === CriticalityLevel.Dangerous) return 'safe';
  return SEVERITY[criticality.level];
}
