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
 * The differences between two API schemas that clients would notice. The inspector finds them; ours is the judgement
 * where it needs to know which way values travel, and the wording.
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

/** Elements that came or went as a whole. */
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

/** Whether a change only repeats that an element came or went, or is about directives that composition handles. */
function isRepetition({ type, path = '' }: InspectedChange, whole: ReadonlySet<string>): boolean {
  if (type.startsWith('DIRECTIVE_USAGE_') || type.startsWith('SCHEMA_')) return true;
  if (type === ChangeType.FieldDeprecationReasonAdded || type === ChangeType.FieldDeprecationReasonRemoved) {
    return true;
  }
  const around = WHOLES.has(type) ? parentOf(path) : path;
  return around !== undefined && [...outwards(around)].some((at) => whole.has(at));
}

/** A new type behind an interface that clients know is to them what a new member of a union is. */
function isNewBehind(change: InspectedChange, before: GraphQLSchema, after: GraphQLSchema): boolean {
  const { type, path = '' } = change;
  if (type !== ChangeType.ObjectTypeInterfaceAdded || !isObjectType(after.getType(path))) return false;
  return before.getType(interfaceOf(change)) !== undefined;
}

function interfaceOf({ meta }: InspectedChange): string {
  return (meta as { readonly addedInterfaceName: string }).addedInterfaceName;
}

/** Whether it is about an argument or input field that was there and still is. */
function isInputChange({ type }: InspectedChange): boolean {
  return /^(FIELD_ARGUMENT|INPUT_FIELD)_(TYPE|DEFAULT(_VALUE)?)_CHANGED$/.test(type);
}

/** Whether requests must give it: it has no default and cannot be null. */
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
  // A value that no client sends cannot be missed in requests; one that no client reads cannot surprise.
  if (type === ChangeType.EnumValueRemoved && !directions.sent.has(owner)) return 'dangerous';
  if (type === ChangeType.EnumValueAdded && !directions.read.has(owner)) return 'safe';
  // Requests that leave out an argument or input field with a default stay as they are.
  const isAddedInput = type === ChangeType.FieldArgumentAdded || type === ChangeType.InputFieldAdded;
  if (isAddedInput && criticality.level === CriticalityLevel.Dangerous) return 'safe';
  return SEVERITY[criticality.level];
}
