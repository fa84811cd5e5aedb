/** The prefix of every alias that the router gives a field. A client's alias with this prefix gets another one. */
export const ALIAS_PREFIX = '_alias_';

/**
 * The beginning of the aliases of fields that are asked of objects whose type may stay unknown. Where the type is known,
 * the field is asked under another alias too, and that one counts.
 */
export const UNKNOWN_TYPE_PREFIX = `${ALIAS_PREFIX}any_`;
