// A 511 comes from the network and not from the server: stop, keep nothing of it, and have somebody log in.
const url = "https://example.com/live/511";

async function main() {
  const response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
  if (response.ok) return console.log(await response.text());
  if (response.status !== 511) throw new Error(`The server answered ${response.status}`);
  console.log(response.status, response.statusText || "Network Authentication Required");
  if (response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    // Show the address to a person; whoever sends credentials there gives them to whoever runs the network.
    console.log("Log in at", (await response.json()).login);
  }
  throw new Error("Log in to the network with a browser, then start this again.");
}

main();
