import { Kind } from 'graphql';
import type { FieldNode, SelectionSetNode } from 'graphql';
import { ALIAS_PREFIX } from './alias-prefix.js';

/** The response key of the one field that is asked of a bare object. A client's alias never equals it. */
export const BARE_KEY = ALIAS_PREFIX;

/** Asks no more of an object than that it is there. */
export const BARE_FIELD: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  alias: { kind: Kind.NAME, value: BARE_KEY },
};

export const BARE_SELECTION: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [BARE_FIELD] };
