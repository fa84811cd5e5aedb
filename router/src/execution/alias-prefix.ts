/** The prefix of every alias that the router gives a field. A client's alias with this prefix gets another one. */
export const ALIAS_PREFIX = '_alias_';
