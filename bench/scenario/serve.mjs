// The four subgraphs in one process. graphql-js would be the bottleneck of every run, so an answer is computed once
// per request body and then sent from memory; it counts what it is asked.
import { createServer } from 'node:http';
import { graphql } from 'graphql';
import { names, schemaOf } from './subgraphs.mjs';

const schemas = new Map(names.map((name) => [`/${name}`, schemaOf(name)]));
const recorded = new Map();
let requests = 0;
/** What was asked since the last look. */
let asked = [];

const server = createServer((request, response) => {
  if (request.url === '/requests') {
    response.end(String(requests));
    return;
  }
  if (request.url === '/record') {
    response.end(JSON.stringify(asked));
    asked = [];
    return;
  }
  if (request.method !== 'POST') {
    response.end();
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    requests += 1;
    const body = chunks.length === 1 ? chunks[0].toString() : Buffer.concat(chunks).toString();
    if (asked.length < 5_000) asked.push({ path: request.url, body });
    const key = request.url + body;
    const known = recorded.get(key);
    if (known !== undefined) send(response, known);
    else
      void answer(request.url, body).then((text) => {
        recorded.set(key, text);
        send(response, text);
      });
  });
});

function send(response, body) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

async function answer(url, body) {
  const { query, variables, operationName } = JSON.parse(body);
  const result = await graphql({
    schema: schemas.get(url),
    source: query,
    variableValues: variables,
    operationName,
  });
  if (result.errors)
    console.error(
      url,
      body,
      result.errors.map((error) => error.message),
    );
  return Buffer.from(JSON.stringify(result));
}

server.keepAliveTimeout = 120_000;
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));
