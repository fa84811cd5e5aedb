// The four subgraphs in one process.
import { graphql } from 'graphql';
import { serveRecorded } from '../lib/recorded.mjs';
import { names, schemaOf } from './subgraphs.mjs';

const schemas = new Map(names.map((name) => [`/${name}`, schemaOf(name)]));

serveRecorded(Number(process.env.PORT), async (url, body) => {
  const { query, variables, operationName } = JSON.parse(body);
  const result = await graphql({
    schema: schemas.get(url),
    source: query,
    variableValues: variables,
    operationName,
  });
  if (result.errors) console.error(url, body, result.errors.map(String));
  return Buffer.from(JSON.stringify(result));
});
