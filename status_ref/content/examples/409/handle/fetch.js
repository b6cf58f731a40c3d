// On a 409 say what clashes and fetch the current state: only somebody who sees both can settle it.
const url = "https://example.com/live/409";

async function main() {
  const response = await fetch(url, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ version: 3, name: "Ada" }),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.ok) return console.log("Saved.");
  if (response.status !== 409) throw new Error(`The server answered ${response.status}`);
  console.log(response.status, response.statusText || "Conflict");
  if (response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    const problem = await response.json();
    console.log(problem.conflict ?? problem.detail);
  }
  // Merge, and send again; the same once more clashes again.
  const current = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
  console.log("The current state:", current.ok ? await current.text() : current.status);
}

main();
