// oauth4webapi.mjs request TOKEN URL… | refresh ENDPOINT TOKEN | discover RESOURCE
import * as oauth from "oauth4webapi";

const [command, ...rest] = process.argv.slice(2);
const loopback = { [oauth.allowInsecureRequests]: true };
const client = { client_id: "first-party" };

async function request(token, url) {
  try {
    const asked = oauth.protectedResourceRequest(token, "GET", new URL(url), undefined, null, loopback);
    return { status: (await asked).status, challenges: [] };
  } catch (error) {
    if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error;
    return { status: error.status, challenges: error.cause, text: await error.response.text() };
  }
}

async function refresh(endpoint, token) {
  const server = { issuer: new URL(endpoint).origin, token_endpoint: endpoint };
  try {
    const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), token, loopback);
    return await oauth.processRefreshTokenResponse(server, client, answer);
  } catch (error) {
    if (!(error instanceof oauth.ResponseBodyError)) throw error;
    return { error: error.error };
  }
}

async function discover(resource) {
  const answer = await oauth.resourceDiscoveryRequest(new URL(resource), loopback);
  return oauth.processResourceDiscoveryResponse(new URL(resource), answer);
}

const commands = {
  request: (token, ...urls) => Promise.all(urls.map((url) => request(token, url))),
  refresh,
  discover,
};
console.log(JSON.stringify(await commands[command](...rest)));
