// Call an API with a bearer token. On 401 refresh once, one refresh for all calls that fail together,
// and repeat the call once. Runs in browsers and in Node.
const settings = globalThis.process?.env ?? {};
const BASE_URL = settings.BASE_URL ?? "https://api.example.com";

let accessToken = settings.ACCESS_TOKEN;
let refreshToken = settings.REFRESH_TOKEN;
let refreshing = null; // the refresh that is under way, as a promise of true or false

async function api(path, options = {}) {
  const sent = accessToken;
  const response = await send(path, options);
  if (response.status !== 401) return response;
  if (sent === accessToken) {
    refreshing ??= refresh().finally(() => { refreshing = null; });
    if (!(await refreshing)) return response; // still the 401: time to sign in again
  }
  return send(path, options); // a body that is a stream cannot be sent twice
}

function send(path, options) {
  const headers = new Headers(options.headers);
  headers.set("Authorization", `Bearer ${accessToken}`);
  return fetch(BASE_URL + path, { ...options, headers });
}

async function refresh() {
  const body = new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken });
  const answer = await fetch(`${BASE_URL}/api/token/refresh/`, { method: "POST", body });
  if (!answer.ok) return false;
  const tokens = await answer.json();
  accessToken = tokens.access_token;
  refreshToken = tokens.refresh_token ?? refreshToken;
  return true;
}

function challenge(response) {
  // From another origin this is null, unless the server names the field in Access-Control-Expose-Headers.
  return response.headers.get("WWW-Authenticate") ?? "nothing that a script may read";
}

async function main() {
  const responses = await Promise.all([api("/api/profile/"), api("/api/profile/")]);
  for (const response of responses) {
    if (response.ok) console.log(await response.json());
    else console.log(`${response.status}: sign in again. The server asks for ${challenge(response)}`);
  }
}

main();
