// A provider of OpenID Connect on the loopback address, for the tests of signing in. Whoever signs in as NAME has the
// account NAME: groups and domain follow from the name. Prints its issuer when it listens; ends with its standard input.
import http from "node:http";
import { Provider } from "oidc-provider";

// What it notes goes nowhere: whoever started it reads one line only.
console.info = console.warn = () => {};

const people = {
  ana: { email: "ana@example.org", email_verified: true, name: "Ana", groups: ["staff", "cx-agents"] },
  boss: { email: "boss@example.org", email_verified: true, name: "Boss", groups: ["cx-admins"] },
  nobody: { email: "nobody@example.org", email_verified: true, name: "Nobody", groups: ["staff"] },
  stranger: { email: "stranger@example.net", email_verified: true, name: "Stranger", groups: ["cx-admins"] },
};
const server = http.createServer((request, response) => handle(request, response));
let handle = (_, response) => response.end();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "throughline",
        client_secret: "a secret of the tests",
        redirect_uris: [process.env.CALLBACK],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    claims: { openid: ["sub", "groups"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  });
  handle = provider.callback();
  console.log(issuer);
});
process.stdin.on("end", () => process.exit(0)).resume();
