// The folders deploy/secrets/SERVICE, one for each service, with the files of its keys. A folder has mode 0700 and its files
// 0600, and both belong to the user that the containers run as, so that no other user can read them.
import { chmodSync, chownSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The user `node` of the image, in the place of root, which no service runs as. */
const NODE_USER = 1_000;

const isRoot = process.getuid?.() === 0;

/** The user and the group of the files. */
export const [OWNER, GROUP] = isRoot
  ? [NODE_USER, NODE_USER]
  : [process.getuid?.() ?? NODE_USER, process.getgid?.() ?? NODE_USER];

/** The folder of a service, made if it is missing. */
export function openFolder(deploy, service) {
  const folder = join(deploy, 'secrets', service);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Written beside the file and moved over it, so that a reader sees all of the old or all of the new one. */
export function writeKeyFile(path, text) {
  const beside = `${path}.${process.pid}.tmp`;
  writeFileSync(beside, text, { mode: 0o600 });
  if (isRoot) chownSync(beside, OWNER, GROUP);
  renameSync(beside, path);
}

/** Sets modes and owners of all folders and files anew. */
export function closeFolders(deploy) {
  const secrets = join(deploy, 'secrets');
  chmodSync(secrets, 0o700);
  for (const { name } of readdirSync(secrets, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const folder = join(secrets, name);
    own(folder, 0o700);
    for (const file of readdirSync(folder)) own(join(folder, file), 0o600);
  }
}

function own(path, mode) {
  chmodSync(path, mode);
  if (isRoot) chownSync(path, OWNER, GROUP);
}
