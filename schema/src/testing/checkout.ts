import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Kind, parse } from 'graphql';
import { repositorySubgraphs } from '../graph/subgraph-list.js';

const repository = resolve(import.meta.dirname, '../../..');
const COPIED = [
  'schema/subgraphs.json',
  'schema/operations',
  'schema/plans',
  'schema/service-calls.json',
  'subgraphs/orders/src/data/products/stock.graphql',
  ...Object.values(repositorySubgraphs()).map(({ sdl }) => sdl),
];

/** A copy of the files that the schema commands use, with a git history of its own. */
export interface Checkout extends Disposable {
  readonly root: string;
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  /** Replaces a text that must exist, so that a test cannot silently change nothing. */
  readonly edit: (path: string, from: string, to: string) => void;
  /** Removes a field, with its description, from an SDL file: `Order.placedAt`. */
  readonly removeField: (path: string, coordinate: string) => void;
  /** Commits all files. */
  readonly commit: () => void;
  /** Commits only these files, without the rest of the checkout. */
  readonly commitOnly: (...paths: readonly string[]) => void;
  readonly remove: (path: string) => void;
}

/** A checkout of this repository's files, or of another checkout's. */
export function checkout(of?: Checkout): Checkout {
  const root = mkdtempSync(join(tmpdir(), 'schema-'));
  if (of === undefined) copySources(root);
  else cpSync(of.root, root, { recursive: true });
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  const commit = (...paths: readonly string[]) => {
    git('init', '--quiet');
    git('add', ...paths);
    git('-c', 'user.name=test', '-c', 'user.email=test@test.invalid', 'commit', '--quiet', '-m', 'state');
  };
  return {
    root,
    read,
    write,
    edit: (path, from, to) => {
      const text = read(path);
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
      write(path, text.replace(from, to));
    },
    removeField: (path, coordinate) => write(path, withoutField(read(path), coordinate)),
    commit: () => commit('.'),
    commitOnly: commit,
    remove: (path) => rmSync(join(root, path)),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

function copySources(root: string): void {
  for (const path of COPIED) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(repository, path), join(root, path), { recursive: true });
  }
}

function withoutField(sdl: string, coordinate: string): string {
  const [type, name] = coordinate.split('.');
  const fields = parse(sdl).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === type
      ? (definition.fields ?? [])
      : [],
  );
  const { loc } = fields.find((field) => field.name.value === name) ?? {};
  if (loc === undefined) throw new Error(`there is no ${coordinate}`);
  return sdl.slice(0, loc.start) + sdl.slice(loc.end);
}
