// On a 451 say who blocks the content: Link with rel="blocked-by" names whoever does, not whoever demanded it.
const url = "https://example.com/live/451";

async function main() {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (response.ok) return console.log(await response.text());
  if (response.status !== 451) throw new Error(`The server answered ${response.status}`);
  console.log(response.status, response.statusText || "Unavailable For Legal Reasons");
  const [, blocker] = /<([^>]*)>[^,]*;\s*rel="?blocked-by"?/i.exec(response.headers.get("Link") ?? "") ?? [];
  console.log("Blocked by", blocker ?? "somebody who is not named");
  if (response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    console.log((await response.json()).detail);
  }
}

main();
