// A receiver of webhooks on the loopback address that checks signatures with the library of Standard Webhooks. It says
// its port, then a line of JSON for each request. It reads commands: `secret whsec_...` and `answer STATUS`.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

let secret = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
let status = 204;

function verified(headers, body) {
  try {
    return new Webhook(secret).verify(body, headers);
  } catch (error) {
    return { failed: String(error.message) };
  }
}

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts).toString('utf8');
    const said = { path: request.url, id: request.headers['webhook-id'], verified: verified(request.headers, body), status };
    console.log(JSON.stringify(said));
    response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

createInterface({ input: process.stdin }).on('line', (line) => {
  const [word, value] = line.split(' ');
  if (word === 'secret') secret = value;
  if (word === 'answer') status = Number(value);
});
process.stdin.on('end', () => process.exit(0));
