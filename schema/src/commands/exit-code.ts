export const ExitCode = {
  Safe: 0,
  Breaking: 1,
  /** The graph does not compose, or the command was used wrongly. */
  Unusable: 2,
} as const;
