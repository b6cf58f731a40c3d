// mcp.mjs read URL… | connect URL | forget URL: the SDK reads challenges; or it connects and calls a tool, and prints
// what it was made to ask the authorization server for. With "forget" the application keeps no refresh token.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { extractWWWAuthenticateParams, UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [command, ...urls] = process.argv.slice(2);
const url = new URL(urls[0]);
const asked = [];
const kept = {};
const authProvider = {
  redirectUrl: "http://127.0.0.1/callback",
  clientMetadata: { client_name: "tests", redirect_uris: ["http://127.0.0.1/callback"] },
  clientInformation: () => kept.client,
  saveClientInformation: (client) => (kept.client = client),
  tokens: () => kept.tokens,
  saveTokens: ({ refresh_token, ...tokens }) =>
    (kept.tokens = command === "forget" ? tokens : { ...tokens, refresh_token }),
  saveCodeVerifier: (verifier) => (kept.verifier = verifier),
  codeVerifier: () => kept.verifier,
  redirectToAuthorization: ({ searchParams }) =>
    asked.push({ scope: searchParams.get("scope"), resource: searchParams.get("resource") }),
};

// The user agrees to what is asked, and the code of the stub names it.
async function agreeing(act) {
  const transport = new StreamableHTTPClientTransport(url, { authProvider });
  try {
    return await act(transport);
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
    await transport.finishAuth(asked.at(-1).scope);
    return await act(new StreamableHTTPClientTransport(url, { authProvider }));
  }
}

async function connected(transport) {
  const client = new Client({ name: "tests", version: "1" });
  await client.connect(transport);
  return client;
}

async function connect() {
  const tools = await agreeing(async (transport) => {
    const client = await connected(transport);
    const listed = await client.listTools();
    await client.close();
    return listed.tools.map((tool) => tool.name);
  });
  const said = await agreeing(async (transport) => {
    const client = await connected(transport);
    const { content } = await client.callTool({ name: "echo" });
    await client.close();
    return content[0].text;
  }).catch((error) => error.message);
  return { asked, tools, said };
}

const read = () => Promise.all(urls.map(async (each) => extractWWWAuthenticateParams(await fetch(each))));

console.log(JSON.stringify(await { connect, forget: connect, read }[command]()));
