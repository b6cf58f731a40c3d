// On a 425 send the request once more, after the handshake. A browser does so by itself when it was the browser
// that sent early data (RFC 8470, Section 5.2); a script sees a 425 when a proxy on the way did.
const url = "https://example.com/live/425";

async function main() {
  let response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (response.status === 425) {
    console.log(response.status, response.statusText || "Too Early", "- once more");
    await response.body?.cancel();
    response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
  }
  console.log(response.status, response.statusText);
  if (!response.ok) throw new Error(`Given up: ${response.status}`);
}

main();
