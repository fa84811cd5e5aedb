import type { CriticalityLevel } from '@graphql-inspector/core';
import type { Change } from './change.js';

/** A difference as GraphQL Inspector reports it. */
export interface InspectedChange {
  readonly type: string;
  readonly path?: string;
  readonly message: string;
  readonly criticality: { readonly level: CriticalityLevel };
  readonly meta: unknown;
}

type Meta = Readonly<Record<string, unknown>>;
type Phrase = (meta: Meta) => string;

const text = (meta: Meta, key: string) => (typeof meta[key] === 'string' ? meta[key] : 'none');
const flag = (meta: Meta, key: string) => meta[key] === true;

/** `Money! → Money`, with its meaning for readers of the value. */
function outputTypeChange(before: string, after: string): string {
  const arrow = `${before} → ${after}`;
  if (before === `${after}!`) return `${arrow}, may now be null`;
  return after === `${before}!` ? `${arrow}, is never null now` : arrow;
}

/** The same for senders of the value. Whether it is now required also depends on its default. */
function inputTypeChange(before: string, after: string): string {
  const arrow = `${before} → ${after}`;
  return before === `${after}!` ? `${arrow}, is now optional` : arrow;
}

/** The texts that follow the coordinate, where the inspector's message would repeat it. */
const PHRASES: Readonly<Record<string, Phrase>> = {
  TYPE_REMOVED: () => 'type removed',
  TYPE_ADDED: () => 'type added',
  TYPE_KIND_CHANGED: (meta) =>
    `${kindName(text(meta, 'oldTypeKind'))} → ${kindName(text(meta, 'newTypeKind'))}`,
  FIELD_REMOVED: (meta) => `removed${flag(meta, 'isRemovedFieldDeprecated') ? ', was deprecated' : ''}`,
  FIELD_ADDED: (meta) => `added: ${text(meta, 'addedFieldReturnType')}`,
  FIELD_TYPE_CHANGED: (meta) => outputTypeChange(text(meta, 'oldFieldType'), text(meta, 'newFieldType')),
  FIELD_DEPRECATION_ADDED: (meta) => `deprecated: ${text(meta, 'deprecationReason')}`,
  FIELD_DEPRECATION_REMOVED: () => 'no longer deprecated',
  FIELD_ARGUMENT_REMOVED: () => 'argument removed',
  FIELD_ARGUMENT_ADDED: (meta) =>
    `${flag(meta, 'isAddedFieldArgumentBreaking') ? 'required ' : ''}argument added: ${text(meta, 'addedArgumentType')}`,
  FIELD_ARGUMENT_TYPE_CHANGED: (meta) =>
    inputTypeChange(text(meta, 'oldArgumentType'), text(meta, 'newArgumentType')),
  FIELD_ARGUMENT_DEFAULT_CHANGED: (meta) =>
    `default ${text(meta, 'oldDefaultValue')} → ${text(meta, 'newDefaultValue')}`,
  INPUT_FIELD_REMOVED: () => 'input field removed',
  INPUT_FIELD_ADDED: (meta) =>
    `${isRequired(meta) ? 'required ' : ''}input field added: ${text(meta, 'addedInputFieldType')}`,
  INPUT_FIELD_TYPE_CHANGED: (meta) =>
    inputTypeChange(text(meta, 'oldInputFieldType'), text(meta, 'newInputFieldType')),
  INPUT_FIELD_DEFAULT_VALUE_CHANGED: (meta) =>
    `default ${text(meta, 'oldDefaultValue')} → ${text(meta, 'newDefaultValue')}`,
  ENUM_VALUE_REMOVED: (meta) =>
    `value removed${flag(meta, 'isEnumValueDeprecated') ? ', was deprecated' : ''}`,
  ENUM_VALUE_ADDED: () => 'value added',
  ENUM_VALUE_DEPRECATION_REASON_ADDED: (meta) => `deprecated: ${text(meta, 'addedValueDeprecationReason')}`,
  UNION_MEMBER_REMOVED: (meta) => `${text(meta, 'removedUnionMemberTypeName')} is no longer a member`,
  UNION_MEMBER_ADDED: (meta) => `${text(meta, 'addedUnionMemberTypeName')} is a new member`,
  OBJECT_TYPE_INTERFACE_REMOVED: (meta) => `no longer implements ${text(meta, 'removedInterfaceName')}`,
  OBJECT_TYPE_INTERFACE_ADDED: (meta) => `now implements ${text(meta, 'addedInterfaceName')}`,
};

function isRequired(meta: Meta): boolean {
  return !flag(meta, 'isAddedInputFieldTypeNullable') && meta.addedFieldDefault === undefined;
}

/** `ObjectTypeDefinition` → `object`. */
function kindName(kind: string): string {
  return kind
    .replace(/TypeDefinition$/, '')
    .replace(/^InputObject$/, 'input object')
    .toLowerCase();
}

/** The properties in which the inspector gives the values before and after a change. */
const ENDS: Readonly<Record<string, readonly [from: string, to: string]>> = {
  TYPE_KIND_CHANGED: ['oldTypeKind', 'newTypeKind'],
  FIELD_TYPE_CHANGED: ['oldFieldType', 'newFieldType'],
  FIELD_ARGUMENT_TYPE_CHANGED: ['oldArgumentType', 'newArgumentType'],
  FIELD_ARGUMENT_DEFAULT_CHANGED: ['oldDefaultValue', 'newDefaultValue'],
  INPUT_FIELD_TYPE_CHANGED: ['oldInputFieldType', 'newInputFieldType'],
  INPUT_FIELD_DEFAULT_VALUE_CHANGED: ['oldDefaultValue', 'newDefaultValue'],
};

/** The inspector's change as a text without the coordinate, with its data. */
export function phrase(change: InspectedChange, required: boolean): Omit<Change, 'severity' | 'kind'> {
  const meta = change.meta as Meta;
  const say = PHRASES[change.type];
  const what = say === undefined ? change.message : say(meta);
  const isNowRequired = required && !change.type.endsWith('_ADDED');
  const [from, to] = ENDS[change.type] ?? [];
  return {
    coordinate: coordinateOf(change, meta),
    text: isNowRequired ? `${what}, is now required` : what,
    ...(from === undefined || to === undefined ? {} : { from: text(meta, from), to: text(meta, to) }),
    ...(isNowRequired ? { isNowRequired } : {}),
  };
}

function coordinateOf({ type, path }: InspectedChange, meta: Meta): string {
  const base = (path ?? 'schema').replace(/\.@deprecated$/, '');
  if (type === 'UNION_MEMBER_REMOVED')
    return `${text(meta, 'unionName')}.${text(meta, 'removedUnionMemberTypeName')}`;
  if (type === 'UNION_MEMBER_ADDED')
    return `${text(meta, 'unionName')}.${text(meta, 'addedUnionMemberTypeName')}`;
  if (type === 'OBJECT_TYPE_INTERFACE_REMOVED') {
    return `${text(meta, 'objectTypeName')}.${text(meta, 'removedInterfaceName')}`;
  }
  if (type === 'OBJECT_TYPE_INTERFACE_ADDED') {
    return `${text(meta, 'objectTypeName')}.${text(meta, 'addedInterfaceName')}`;
  }
  return base;
}
