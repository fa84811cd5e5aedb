import { buildSubgraphSchema } from '@apollo/subgraph';
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  Kind,
  parse,
  validate,
  visit,
  valueFromASTUntyped,
  type ConstDirectiveNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';
import type { Change } from '../diff/change.js';
import { uses } from '../diff/supergraph-elements.js';
import { coordinatesOf } from '../graph/coordinates.js';
import type { Subgraph } from '../graph/subgraph.js';
import type { RegisteredOperation } from '../operations/operation.js';

/** A request that the running router sends and the new subgraph refuses, with the operations it serves. */
export interface RefusedFetch extends Change {
  readonly operations: readonly RegisteredOperation[];
}

export interface PlannedOperation {
  readonly operation: RegisteredOperation;
  readonly fetches: readonly FetchNode[];
}

/**
 * Between a subgraph's deployment and the router's next supergraph the running router plans by the published one.
 * Each request of those plans must still make sense to the new subgraph; where it does not, a deployment is an
 * outage although the API looks the same.
 */
export function refusedFetches(
  planned: readonly PlannedOperation[],
  changed: readonly Subgraph[],
): readonly RefusedFetch[] {
  const found = new Map<string, { change: Change; operations: Set<RegisteredOperation> }>();
  for (const subgraph of changed) {
    const refusals = refusalsOf(subgraph);
    for (const { operation, fetches } of planned) {
      for (const change of fetches.filter((each) => each.serviceName === subgraph.name).flatMap(refusals)) {
        const key = `${change.coordinate} ${change.text}`;
        const entry = found.get(key) ?? { change, operations: new Set() };
        entry.operations.add(operation);
        found.set(key, entry);
      }
    }
  }
  return [...found.values()].map(({ change, operations }) => ({ ...change, operations: [...operations] }));
}

function refusalsOf(subgraph: Subgraph): (fetch: FetchNode) => readonly Change[] {
  const schema = buildSubgraphSchema({ typeDefs: subgraph.document });
  const known = new Map<string, readonly Change[]>();
  return (fetch) => {
    const key = `${fetch.operation} ${JSON.stringify(fetch.requires ?? null)}`;
    const changes = known.get(key) ?? [
      ...invalidSelections(fetch, schema, subgraph),
      ...misrepresentedEntities(fetch, subgraph),
    ];
    known.set(key, changes);
    return changes;
  };
}

function invalidSelections(fetch: FetchNode, schema: GraphQLSchema, { name }: Subgraph): readonly Change[] {
  return validate(schema, parse(fetch.operation)).map(({ message }) =>
    refusal(name, coordinateIn(message) ?? name, `${name} refuses what running routers ask: ${message}`),
  );
}

function coordinateIn(message: string): string | undefined {
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
  if (field !== undefined && type !== undefined) return `${type}.${field}`;
  const [, argument, owner] = /^Unknown argument "(\w+)" on field "([\w.]+)"/.exec(message) ?? [];
  return argument === undefined || owner === undefined ? undefined : `${owner}.${argument}`;
}

/** Entities whose representation, as running routers send it, has no key or lacks what a field now requires. */
function misrepresentedEntities(fetch: FetchNode, subgraph: Subgraph): readonly Change[] {
  return (fetch.requires ?? []).flatMap((selection) => {
    if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) return [];
    const type = selection.typeCondition;
    const given = pathsOf(selection.selections);
    const holds = (fieldSet: string) => leavesOf(fieldSet).every((path) => given.has(path));
    const sent = [...given].filter((path) => path !== '__typename').join(' ');
    if (!fieldSetsOf(subgraph, type, 'key').some(holds)) {
      const text = `running routers reach it in ${subgraph.name} by "${sent}", which is no key of it now`;
      return [refusal(subgraph.name, type, text)];
    }
    return fieldsSelectedOn(type, fetch).flatMap((field) => {
      const lacking = fieldSetsOf(subgraph, `${type}.${field}`, 'requires').filter(
        (fieldSet) => !holds(fieldSet),
      );
      return lacking.map((fieldSet) =>
        refusal(
          subgraph.name,
          `${type}.${field}`,
          `now requires "${fieldSet}" in ${subgraph.name}; running routers send "${sent}"`,
        ),
      );
    });
  });
}

/** The fields that a request for entities selects directly on one type of them. */
function fieldsSelectedOn(type: string, { operation }: FetchNode): readonly string[] {
  const fields: string[] = [];
  visit(parse(operation), {
    InlineFragment: ({ typeCondition, selectionSet }) => {
      if (typeCondition?.name.value !== type) return;
      for (const selection of selectionSet.selections) {
        if (selection.kind === Kind.FIELD) fields.push(selection.name.value);
      }
    },
  });
  return fields;
}

function refusal(subgraph: string, coordinate: string, text: string): Change {
  return { severity: 'breaking', kind: 'ROUTER_REFUSED', coordinate, text, subgraph };
}

/** Every leaf that a representation carries: `id`, `owner.id`. */
function pathsOf(selections: readonly QueryPlanSelectionNode[], prefix = ''): Set<string> {
  const paths = new Set<string>();
  for (const selection of selections) {
    const name = selection.kind === 'Field' ? `${prefix}${selection.name}` : prefix.slice(0, -1);
    if (selection.selections === undefined) paths.add(name);
    else for (const path of pathsOf(selection.selections, name === '' ? '' : `${name}.`)) paths.add(path);
  }
  return paths;
}

/** The field sets that an element's directives of one name are given. */
function fieldSetsOf(subgraph: Subgraph, coordinate: string, name: string): readonly string[] {
  const node = coordinatesOf(subgraph.document).get(coordinate);
  const directives = node !== undefined && 'directives' in node ? (node.directives ?? []) : [];
  return uses(directives as readonly ConstDirectiveNode[], name).flatMap((directive) => {
    const fields = directive.arguments?.find((each) => each.name.value === 'fields');
    const text: unknown = fields === undefined ? undefined : valueFromASTUntyped(fields.value);
    return typeof text === 'string' ? [text] : [];
  });
}

function leavesOf(fieldSet: string): readonly string[] {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  return [
    ...pathsOf(definition.selectionSet.selections.filter((each) => each.kind === Kind.FIELD).map(plain)),
  ];
}

/** The planner's own form of a parsed selection. */
function plain({ name, selectionSet }: FieldNode): QueryPlanSelectionNode {
  const selections = selectionSet?.selections.filter((each) => each.kind === Kind.FIELD).map(plain);
  return { kind: 'Field', name: name.value, ...(selections === undefined ? {} : { selections }) };
}
