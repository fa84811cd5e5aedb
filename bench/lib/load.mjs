// Runs in another process than the measured server, on the other core. Prints one line of JSON.
import autocannon from 'autocannon';

const { url, body, connections, duration, rate } = JSON.parse(process.argv[2]);
const result = await autocannon({
  url,
  connections,
  duration,
  ...(rate && { overallRate: rate }),
  method: 'POST',
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body,
});
process.stdout.write(
  JSON.stringify({
    requests: result['2xx'],
    failed: result.non2xx + result.errors,
    seconds: result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    mean: result.latency.average,
  }),
);
