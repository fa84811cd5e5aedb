import { readFile } from 'node:fs/promises';

/** A file of the explorer, by its name below `/explorer/`. */
export interface Asset {
  readonly type: string;
  readonly read: () => Promise<string>;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** GraphiQL 5 as the package has it, eight megabytes that are loaded when they are first asked for. */
const graphiql = () => import('@graphql-yoga/render-graphiql/graphiql');
const own = (name: string) => readFile(new URL(`../../explorer/${name}`, import.meta.url), 'utf8');

export const assets: Readonly<Record<string, Asset>> = {
  'graphiql.js': { type: SCRIPT, read: async () => (await graphiql()).js },
  'graphiql.css': { type: STYLE, read: async () => (await graphiql()).css },
  'editor-worker.js': { type: SCRIPT, read: async () => (await graphiql()).editorWorkerService },
  'json-worker.js': { type: SCRIPT, read: async () => (await graphiql()).jsonWorker },
  'graphql-worker.js': { type: SCRIPT, read: async () => (await graphiql()).graphqlWorker },
  'explorer.js': { type: SCRIPT, read: () => own('explorer.js') },
  'explorer.css': { type: STYLE, read: () => own('explorer.css') },
};
