import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Supergraph } from '@apollo/federation-internals';
import {
  execute,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
  print,
  validate,
  visit,
} from 'graphql';
import { ask, startRouter } from './routers.mjs';

/**
 * Answers every root field of a supergraph with generated data. Each value depends only on the name and arguments of
 * its field, so all subgraphs agree, and the whole graph can be executed without a plan.
 */
export async function compareSupergraph(file, router, directory) {
  const sdl = await readFile(file, 'utf8');
  const supergraph = Supergraph.build(sdl, { validateSupergraph: false });
  const api = supergraph.apiSchema().toGraphQLJSSchema();
  const server = await serveSubgraphs(supergraph);
  const path = join(directory, 'public-supergraph.graphql');
  await writeFile(path, withUrls(sdl, `http://127.0.0.1:${server.address().port}`));
  const started = await startRouter(router, path);
  const result = { operations: 0, right: 0, wrong: [], refused: [], crashed: [] };
  for (const query of operationsOf(api)) {
    const truth = await answer(api, { query });
    if (truth.errors !== undefined) continue;
    result.operations++;
    const actual = await ask(started, { query });
    if (actual === undefined) result.crashed.push(query);
    else if (JSON.stringify(actual.data) === JSON.stringify(truth.data)) result.right++;
    else if (actual.errors !== undefined) result.refused.push(`${query} ${actual.errors[0].message}`);
    else result.wrong.push(query);
  }
  await started.stop();
  server.close();
  server.closeAllConnections();
  return result;
}

async function serveSubgraphs(supergraph) {
  const schemas = new Map();
  for (const subgraph of supergraph.subgraphs()) {
    schemas.set(`/${subgraph.name}`, subgraph.schema.toGraphQLJSSchema());
  }
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    const result = await answer(schemas.get(decodeURIComponent(request.url)), body);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function answer(schema, { query, variables }) {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  return execute({
    schema,
    document,
    variableValues: variables ?? {},
    rootValue: {},
    fieldResolver: (source, args, _context, info) => {
      if (info.fieldName === '_entities') return args.representations;
      return valueOf(info.returnType, `${info.fieldName}${JSON.stringify(args)}`, info.schema);
    },
    typeResolver: (value, _context, info, type) => value.__typename ?? firstOf(info.schema, type),
  });
}

function firstOf(schema, type) {
  return schema
    .getPossibleTypes(type)
    .map(({ name }) => name)
    .sort()[0];
}

function valueOf(type, about, schema) {
  if (isNonNullType(type)) return valueOf(type.ofType, about, schema);
  if (isListType(type)) return [valueOf(type.ofType, about, schema)];
  if (isEnumType(type)) return type.getValues()[0].value;
  if (!isLeafType(type)) return {};
  const scalars = { Int: about.length, Float: about.length / 2, Boolean: about.length % 2 === 0 };
  return scalars[type.name] ?? about;
}

/** One operation for each root field, three objects deep. Omits fields whose required arguments cannot be generated. */
function operationsOf(schema) {
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const selected = fieldText(schema, field, 0);
    return selected === undefined ? [] : [`{ ${selected} }`];
  });
}

const DEPTH = 3;
const WIDTH = 12;

function fieldText(schema, { name, type, args }, depth) {
  const given = args
    .filter(({ type: argument, defaultValue }) => isNonNullType(argument) && defaultValue === undefined)
    .map((argument) => [argument.name, literal(argument.type, 0)]);
  if (given.some(([, value]) => value === undefined)) return undefined;
  const text = given.length === 0 ? name : `${name}(${given.map((pair) => pair.join(': ')).join(', ')})`;
  const named = getNamedType(type);
  if (isLeafType(named)) return text;
  if (depth >= DEPTH) return undefined;
  // For an abstract type, every subgraph returns the same one of its possible types.
  const object = isAbstractType(named) ? schema.getType(firstOf(schema, named)) : named;
  if (object === undefined) return undefined;
  const inner = Object.values(object.getFields())
    .slice(0, WIDTH)
    .map((field) => fieldText(schema, field, depth + 1))
    .filter((part) => part !== undefined);
  const selections = ['__typename', ...inner].join(' ');
  return `${text} { ${object === named ? selections : `... on ${object.name} { ${selections} }`} }`;
}

function literal(type, depth) {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return '[]';
  if (isEnumType(nullable)) return nullable.getValues()[0].name;
  if (isLeafType(nullable)) return { Int: '1', Float: '1', Boolean: 'true' }[nullable.name] ?? '"x"';
  if (depth > 3) return undefined;
  const fields = Object.values(nullable.getFields()).filter(
    (field) => isNonNullType(field.type) && field.defaultValue === undefined,
  );
  const parts = fields.map((field) => [field.name, literal(field.type, depth + 1)]);
  if (parts.some(([, value]) => value === undefined)) return undefined;
  return `{ ${parts.map((pair) => pair.join(': ')).join(', ')} }`;
}

/** The supergraph with the addresses of its subgraphs on this machine. */
function withUrls(sdl, origin) {
  const document = visit(parse(sdl), {
    Directive: (node) => {
      if (node.name.value !== 'join__graph') return undefined;
      const { value: name } = node.arguments.find((argument) => argument.name.value === 'name').value;
      const url = { kind: 'StringValue', value: `${origin}/${encodeURIComponent(name)}` };
      const others = node.arguments.filter((argument) => argument.name.value !== 'url');
      return {
        ...node,
        arguments: [...others, { kind: 'Argument', name: { kind: 'Name', value: 'url' }, value: url }],
      };
    },
  });
  return print(document);
}
