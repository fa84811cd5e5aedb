// The signing keys of users: a file of mode 0600 in a folder of mode 0700 that the service's container mounts, and the
// user that the container runs as: the owner of both, so that no other user can read them.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

/** The user `node` of the image, in the place of root, which no service runs as. */
const NODE_USER = 1_000;

/** Makes what is missing, and sets modes and owners anew. */
export function makeUsersKeys(deploy, environment) {
  const isRoot = process.getuid?.() === 0;
  const [uid, gid] = isRoot ? [NODE_USER, NODE_USER] : [process.getuid?.(), process.getgid?.()];
  const folder = join(deploy, 'secrets/users');
  const file = join(folder, 'signing-keys.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const former = join(deploy, 'secrets/users-signing-keys.json');
  if (existsSync(former)) renameSync(former, file);
  if (!existsSync(file)) {
    execFileSync(process.execPath, [resolve(deploy, '../subgraphs/users/dist/keys/main.js'), file]);
    console.log(`made ${file}`);
  }
  chmodSync(join(deploy, 'secrets'), 0o700);
  chmodSync(folder, 0o700);
  chmodSync(file, 0o600);
  if (isRoot) for (const path of [folder, file]) chownSync(path, uid, gid);
  const owner = { USERS_UID: uid ?? NODE_USER, USERS_GID: gid ?? NODE_USER };
  const written = readFileSync(environment, 'utf8');
  for (const [name, value] of Object.entries(owner)) {
    if (!new RegExp(`^${name}=`, 'm').test(written)) appendFileSync(environment, `${name}=${value}\n`);
  }
}
