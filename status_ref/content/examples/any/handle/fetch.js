// Ask, and tell 404 Not Found from success. Runs in browsers and in Node.
const url = "https://example.com/live/404";

async function main() {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  const kind = response.headers.get("Content-Type") ?? "";

  if (response.status === 404) {
    console.log(response.status, response.statusText || "Not Found"); // HTTP/2 has no phrase
    if (kind.startsWith("application/problem+json")) {
      console.log((await response.json()).detail);
    }
  } else if (response.ok) {
    console.log(await response.text());
  } else {
    throw new Error(`The server answered ${response.status}`); // fetch itself throws for no status
  }
}

main();
