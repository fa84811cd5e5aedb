// Writes docs/configuration.md from the zod objects with which the services read their variables. Names, defaults and
// accepted values come from the objects, descriptions from the doc comments of their keys.
// Usage: npm run docs:configuration
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';
import type { z } from 'zod';
import { localVariables } from '../local/src/config.js';
import { forEachService, portVariable } from '../local/src/services/names.js';
import { commonVariables } from '../packages/service-kit/src/config.js';
import { subgraphVariables } from '../packages/service-kit/src/subgraph/run.js';
import { routerVariables } from '../router/src/config.js';
import { repositorySubgraphNames } from '../schema/src/graph/subgraph-list.js';

const repository = resolve(import.meta.dirname, '..');
export const CONFIGURATION_DOCS = join(repository, 'docs/configuration.md');

type Shape = Readonly<Record<string, z.ZodType>>;

interface Section {
  readonly title: string;
  readonly about: string;
  /** The file with the doc comments of the keys. */
  readonly file: string;
  readonly shape: Shape;
  /** Variables that an earlier section describes, or that no person sets. */
  readonly except?: Shape;
}

/** The expected document. */
export async function configurationDocs(): Promise<string> {
  const sections = [...commonSections(), ...(await serviceSections()), localSection()];
  const text = [introduction, ...sections.map(describeSection)].join('\n\n');
  return format(text, { ...(await resolveConfig(CONFIGURATION_DOCS)), parser: 'markdown' });
}

const introduction = `# Configuration

<!-- Written by npm run docs:configuration from the services' own zod objects. Do not edit. -->

Every service reads its environment once, when it starts. A variable that is empty counts as unset. A service with a bad or
missing variable does not start, and names each such variable in one line.`;

function commonSections(): readonly Section[] {
  return [
    {
      title: 'Every service',
      about: 'The router and all subgraphs read these.',
      file: 'packages/service-kit/src/config.ts',
      shape: commonVariables,
    },
    {
      title: 'Every subgraph',
      about: 'The default of `PORT` is the port that `schema/subgraphs.json` has for the subgraph.',
      file: 'packages/service-kit/src/subgraph/run.ts',
      shape: subgraphVariables(0),
      except: { ...commonVariables, PORT: commonVariables.ADMIN_PORT },
    },
  ];
}

async function serviceSections(): Promise<readonly Section[]> {
  const router: Section = {
    title: 'router',
    about: '',
    file: 'router/src/config.ts',
    shape: routerVariables.shape,
    except: commonVariables,
  };
  const subgraphs = repositorySubgraphNames().map(async (name): Promise<Section> => {
    const file = `subgraphs/${name}/src/config.ts`;
    const { configSchema } = (await import(join(repository, file))) as { configSchema: { shape: Shape } };
    return { title: name, about: '', file, shape: configSchema.shape, except: subgraphVariables(0) };
  });
  return [router, ...(await Promise.all(subgraphs))];
}

function localSection(): Section {
  const ports = Object.keys(forEachService(portVariable)).map((name) => `\`${portVariable(name as never)}\``);
  return {
    title: 'npm start and npm run dev',
    about: `The local stack passes every variable of the services on to them, except those that say where its own parts are. It reads these itself, and the ports ${ports.join(', ')}.`,
    file: 'local/src/config.ts',
    shape: localVariables.shape,
  };
}

function describeSection({ title, about, file, shape, except = {} }: Section): string {
  const comments = commentsOf(file);
  const names = Object.keys(shape).filter((name) => /^[A-Z]/.test(name) && except[name] === undefined);
  if (names.length === 0) return `## ${title}\n\nIt reads no variables of its own.`;
  const rows = names.map((name) => {
    const schema = shape[name] as z.ZodType;
    const comment = comments.get(name);
    if (comment === undefined)
      throw new Error(`${file}: ${name} needs a doc comment that says what it is for`);
    const cells = [`\`${name}\``, defaultOf(schema), accepts(schema), comment];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  const table = ['| variable | default | accepts |  |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return [`## ${title}`, about, table].filter((part) => part !== '').join('\n\n');
}

/** The doc comments of a file's properties, by the property's name. */
function commentsOf(file: string): ReadonlyMap<string, string> {
  const text = readFileSync(join(repository, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const comments = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
      const texts = ts.getJSDocCommentsAndTags(node).map((tag) => ts.getTextOfJSDocComment(tag.comment));
      if (texts.length > 0) comments.set(node.name.text, texts.join(' ').replaceAll(/\s+/g, ' '));
    }
    node.forEachChild(visit);
  };
  visit(source);
  return comments;
}

/** The part of a zod object that describes its default. */
interface Definition {
  readonly type: string;
  readonly defaultValue?: unknown;
  readonly in?: { readonly def: Definition };
}

function defaultOf(schema: { readonly def: unknown }): string {
  const { type, defaultValue, in: input } = schema.def as Definition;
  if (type === 'pipe' && input !== undefined) return defaultOf(input);
  if (type === 'optional') return 'unset';
  if (type !== 'default') return '**must be set**';
  if (defaultValue instanceof Map || defaultValue instanceof Set) return 'unset';
  const text = String(defaultValue).replace(`${repository}/`, '');
  return text === '' ? 'unset' : `\`${text}\``;
}

/** A value that no variable accepts. The error message for it says which values are accepted. */
const IMPOSSIBLE = '\0';

function accepts(schema: z.ZodType): string {
  const [issue] = schema.safeParse(IMPOSSIBLE).error?.issues ?? [];
  return (issue?.message ?? '').replace(/^(must be|is written) /, '').replaceAll('<', '&lt;');
}

if (process.argv[1] === import.meta.filename) writeFileSync(CONFIGURATION_DOCS, await configurationDocs());
