import { parentOf } from '../graph/coordinates.js';
import type { Change } from './change.js';
import type { Usage } from './usage.js';

type Concerns = (coordinate: string, usage: Usage) => boolean;

const selects: Concerns = (coordinate, { selected }) => selected.has(coordinate);
const passes: Concerns = (coordinate, { passed }) => passed.has(coordinate);
const sends: Concerns = (coordinate, { sent }) => sent.has(coordinate);
const touches: Concerns = (coordinate, { touched }) => touched.has(coordinate);
const reaches: Concerns = (coordinate, { reached }) => reached.has(coordinate);
const leavesOut: Concerns = (coordinate, { left }) => left.has(coordinate);
const owner = (coordinate: string) => parentOf(coordinate) ?? coordinate;

/** The operation omits the argument: it relies on the default, or fails when the argument becomes required. */
const omits: Concerns = (coordinate, { reached, passed }) =>
  reached.has(owner(coordinate)) && !passed.has(coordinate);

/** An argument whose value is a variable is omitted whenever the variable is. */
const mayOmit: Concerns = (coordinate, usage) => omits(coordinate, usage) || usage.omittable.has(coordinate);

/** A service other than the router sends its representations in a variable, so the key that it uses is unknown. */
const entersBy: Concerns = (type, { selected, named }) => selected.has('Query._entities') && named.has(type);

const applies: Concerns = (coordinate, { directives }) =>
  directives.has(coordinate.split('.')[0] ?? coordinate);

/** The operations that a kind of change concerns. Kinds not listed concern none. */
const CONCERNS: Readonly<Record<string, Concerns>> = {
  TYPE_REMOVED: (type, usage) => touches(type, usage) || sends(type, usage) || usage.read.has(type),
  TYPE_KIND_CHANGED: (type, usage) => touches(type, usage) || sends(type, usage) || usage.read.has(type),
  FIELD_REMOVED: selects,
  FIELD_TYPE_CHANGED: selects,
  FIELD_ARGUMENT_REMOVED: passes,
  FIELD_ARGUMENT_ADDED: omits,
  FIELD_ARGUMENT_TYPE_CHANGED: passes,
  FIELD_ARGUMENT_DEFAULT_CHANGED: mayOmit,
  INPUT_FIELD_REMOVED: sends,
  INPUT_FIELD_ADDED: (coordinate, usage) => sends(owner(coordinate), usage),
  INPUT_FIELD_TYPE_CHANGED: sends,
  INPUT_FIELD_DEFAULT_VALUE_CHANGED: leavesOut,
  ENUM_VALUE_REMOVED: sends,
  ENUM_VALUE_ADDED: (coordinate, usage) => usage.read.has(owner(coordinate)),
  // An operation that does not name the type just receives it no longer. An operation made invalid is reported
  // separately.
  UNION_MEMBER_REMOVED: (coordinate, usage) =>
    usage.read.has(owner(coordinate)) && touches(memberOf(coordinate), usage),
  UNION_MEMBER_ADDED: (coordinate, usage) => usage.read.has(owner(coordinate)),
  // As with a union, an operation that reads the interface just receives the type no longer. Two kinds of operation
  // break: one that spreads a fragment on the interface in a selection of the type, which selects nothing now, and one
  // that selects the type behind the interface.
  OBJECT_TYPE_INTERFACE_REMOVED: (coordinate, usage) =>
    usage.met.has(coordinate) || (usage.named.has(owner(coordinate)) && touches(memberOf(coordinate), usage)),
  OBJECT_TYPE_INTERFACE_ADDED: (coordinate, usage) => usage.read.has(memberOf(coordinate)),
  PROTECTION_ADDED: reaches,
  PROTECTION_CHANGED: reaches,
  PROTECTION_TIGHTENED: reaches,
  COST_RAISED: (coordinate, usage) =>
    reaches(coordinate, usage) || passes(coordinate, usage) || sends(coordinate, usage),
  ONE_OF_ADDED: sends,
  LIST_SIZE_CHANGED: reaches,
  KEY_REMOVED: entersBy,
  DIRECTIVE_REMOVED: applies,
  DIRECTIVE_ARGUMENT_REMOVED: applies,
  DIRECTIVE_LOCATION_REMOVED: applies,
};

function memberOf(coordinate: string): string {
  return coordinate.slice(coordinate.indexOf('.') + 1);
}

export function concerns({ severity, kind, coordinate, isNowRequired }: Change, usage: Usage): boolean {
  // When no client may send a removed value, it only concerns operations that read the enum: they no longer receive it.
  if (kind === 'ENUM_VALUE_REMOVED' && severity !== 'breaking') return usage.read.has(owner(coordinate));
  if (kind === 'FIELD_ARGUMENT_TYPE_CHANGED' && isNowRequired) {
    return passes(coordinate, usage) || omits(coordinate, usage);
  }
  if (kind === 'INPUT_FIELD_TYPE_CHANGED' && isNowRequired) {
    return sends(coordinate, usage) || leavesOut(coordinate, usage);
  }
  return CONCERNS[kind]?.(coordinate, usage) ?? false;
}
