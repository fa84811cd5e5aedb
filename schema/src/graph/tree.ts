/** A state of the repository's files: as they are edited, or as a commit has them. Paths are from the root. */
export interface Tree {
  /** What to call a file of it, so that who reads finds it. */
  readonly nameOf: (path: string) => string;
  readonly has: (path: string) => boolean;
  readonly read: (path: string) => string;
  /** What is below a folder at any depth, as paths from that folder, sorted. */
  readonly list: (folder: string) => readonly string[];
}
