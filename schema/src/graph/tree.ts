/** The repository's files in the working tree or in a commit. Paths are from the root. */
export interface Tree {
  /** The name of a file in messages. */
  readonly nameOf: (path: string) => string;
  readonly has: (path: string) => boolean;
  readonly read: (path: string) => string;
  /** The files below a folder at any depth, as paths from that folder, sorted. */
  readonly list: (folder: string) => readonly string[];
}
