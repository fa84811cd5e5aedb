/** The response keys and list indexes on the way to a value. */
export type Path = readonly (string | number)[];
