import type { FetchNode } from '@apollo/query-planner';
import {
  isAbstractType,
  isObjectType,
  type FieldNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Change } from '../diff/change.js';
import type { Subgraph } from '../graph/subgraph.js';
import { schemaOf } from '../graph/subgraph-schema.js';
import { coordinatesOf } from '../graph/coordinates.js';
import { pathsOf } from '../graph/field-sets.js';
import { isReachedBy, lossOf, memberLost, notReachedBy, refusal, type Replacement } from './replacement.js';

export interface Refusal {
  readonly change: Change;
  /** Whether the refused field is inside another refused field. */
  readonly nested: boolean;
}

/** The refusals of a running router's request by the replaced subgraph, as changes. */
export function refusalsOf(replacement: Replacement): (fetch: FetchNode) => readonly Refusal[] {
  const { was, is } = replacement;
  const before = schemaOf(was);
  const after = is === undefined ? undefined : schemaOf(is);
  const known = new Map<string, readonly Refusal[]>();
  return (fetch) => {
    const key = `${fetch.operation} ${JSON.stringify(fetch.requires ?? null)}`;
    const found = known.get(key) ?? refusals(fetch, replacement, before, after);
    known.set(key, found);
    return found;
  };
}

function refusals(
  fetch: FetchNode,
  replacement: Replacement,
  before: GraphQLSchema,
  after: GraphQLSchema | undefined,
): readonly Refusal[] {
  const lost = losses(fetch, replacement, before);
  const { is } = replacement;
  if (is === undefined || after === undefined) return lost;
  const told = new Set(lost.map(({ change }) => change.coordinate));
  const invalid = invalidSelections(fetch, before, after, is).filter(
    ({ coordinate }) => !told.has(coordinate),
  );
  return [...lost, ...[...invalid, ...unreachable(fetch, is)].map((change) => ({ change, nested: false }))];
}

/** The fields selected in a request, or in one of its fragments, that the subgraph no longer answers. */
export function losses(
  { operation }: Pick<FetchNode, 'operation'>,
  replacement: Replacement,
  schema: GraphQLSchema,
): readonly Refusal[] {
  const found: Refusal[] = [];
  const enclosing: string[] = [];
  const info = new TypeInfo(schema);
  // The subgraph never returns a removed object type, so the fields of that type are not missed.
  const isStillThere = ({ name }: GraphQLObjectType) =>
    replacement.is === undefined || coordinatesOf(replacement.is.document).has(name);
  const enter = (field: string) => {
    const parent = info.getParentType();
    const behind = isAbstractType(parent) ? schema.getPossibleTypes(parent).filter(isStillThere) : [];
    const types = parent ? [parent, ...behind] : [];
    const lost = types.flatMap(({ name }) => {
      const coordinate = `${name}.${field}`;
      const text = lossOf(replacement, coordinate, enclosing);
      return text === undefined ? [] : [refusal(replacement.is ?? replacement.was, coordinate, text)];
    });
    const nested = enclosing.some((around) => found.some(({ change }) => change.coordinate === around));
    found.push(...lost.map((change) => ({ change, nested })));
    enclosing.push(`${parent?.name ?? ''}.${field}`);
  };
  const fields = {
    enter: ({ name }: FieldNode) => enter(name.value),
    leave: () => void enclosing.pop(),
  };
  visit(parse(operation), visitWithTypeInfo(info, { Field: fields }));
  return found;
}

function invalidSelections(
  { operation }: FetchNode,
  before: GraphQLSchema,
  after: GraphQLSchema,
  subgraph: Subgraph,
): readonly Change[] {
  return validate(after, parse(operation)).map(({ message }) => {
    const coordinate = coordinateIn(message) ?? subgraph.name;
    if (isObjectType(before.getType(coordinate))) return memberLost(subgraph, coordinate);
    return refusal(subgraph, coordinate, `${subgraph.name} refuses what running routers ask: ${message}`);
  });
}

const MESSAGES = [
  /^Cannot query field "(?<field>\w+)" on type "(?<type>\w+)"/,
  /^Unknown argument "(?<argument>\w+)" on field "(?<type>\w+)\.(?<field>\w+)"/,
  /^Field "(?<field>\w+)" is not defined by type "(?<type>\w+)"/,
  /^Field "(?<type>\w+)\.(?<field>\w+)" of required type/,
  /^Value "(?<field>\w+)" does not exist in "(?<type>\w+)" enum/,
  /^Unknown type "(?<type>\w+)"/,
  /^Fragment cannot be spread here as objects of type "\w+" can never be of type "(?<type>\w+)"/,
];

/** The coordinate in a validation message, if it names one. */
function coordinateIn(message: string): string | undefined {
  for (const pattern of MESSAGES) {
    const { type, field, argument } = pattern.exec(message)?.groups ?? {};
    if (type !== undefined) return [type, field, argument].filter((each) => each !== undefined).join('.');
  }
  return undefined;
}

/** Entities for which running routers send fields that are no longer a key. */
function unreachable({ requires }: FetchNode, subgraph: Subgraph): readonly Change[] {
  return (requires ?? []).flatMap((selection) => {
    if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) return [];
    const type = selection.typeCondition;
    const given = pathsOf(selection.selections);
    if (isReachedBy(subgraph, type, given)) return [];
    return [
      notReachedBy(
        subgraph,
        type,
        [...given].filter((path) => path !== '__typename'),
      ),
    ];
  });
}
