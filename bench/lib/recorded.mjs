// Subgraphs that compute each response once per request body and then send it from memory; otherwise computing the
// responses would limit every run. They count their requests.
import { createServer } from 'node:http';

/** @param answer returns the bytes of the response to a body at a path */
export function serveRecorded(port, answer, more = {}) {
  const recorded = new Map();
  let requests = 0;
  /** The requests since the last call. */
  let asked = [];
  const looks = {
    '/requests': () => String(requests),
    '/record': () => {
      const text = JSON.stringify(asked);
      asked = [];
      return text;
    },
    ...more,
  };
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.end(looks[request.url]?.() ?? '');
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
      if (known !== undefined) {
        send(response, known);
        return;
      }
      void answer(request.url, body).then((bytes) => {
        recorded.set(key, bytes);
        send(response, bytes);
      });
    });
  });
  server.keepAliveTimeout = 120_000;
  server.listen(port, '127.0.0.1');
}

function send(response, body) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}
