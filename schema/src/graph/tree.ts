/** A state of the repository's files: as they are edited, or as a commit has them. Paths are from the root. */
export interface Tree {
  /** The name of a file in messages. */
  readonly nameOf: (path: string) => string;
  readonly has: (path: string) => boolean;
  readonly read: (path: string) => string;
  /** The files below a folder at any depth, as paths from that folder, sorted. */
  readonly list: (folder: string) => readonly string[];
}
