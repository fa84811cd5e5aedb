// A collector of traces in a process of its own: accepts OTLP over HTTP, and answers with the number of requests.
import { createServer } from 'node:http';

let requests = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.method === 'POST') requests += 1;
    response.setHeader('content-type', 'application/json');
    response.end(request.method === 'POST' ? '{}' : String(requests));
  });
});
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}`));
process.on('disconnect', () => process.exit());
