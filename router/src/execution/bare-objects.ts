import { Kind } from 'graphql';
import type { FieldNode, SelectionSetNode } from 'graphql';
import { ALIAS_PREFIX } from './alias-prefix.js';

/** The response key of the one field that is requested of a bare object. A client's alias never equals it. */
export const BARE_KEY = ALIAS_PREFIX;

/** Selects only enough of an object to show that it exists. */
export const BARE_FIELD: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  alias: { kind: Kind.NAME, value: BARE_KEY },
};

export const BARE_SELECTION: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [BARE_FIELD] };
