/** The beginning of every alias that the router gives a field. A client's alias that begins so is given another one. */
export const ALIAS_PREFIX = '_alias_';
