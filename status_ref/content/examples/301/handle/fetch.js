// Look where a redirect leads, then follow it, and see where that ended.
const url = "https://example.com/live/301";
const token = globalThis.process?.env.TOKEN ?? "none";

async function main() {
  // Node shows the redirect; a browser keeps it from scripts: type "opaqueredirect", status 0, no fields.
  const seen = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
  console.log(seen.status, seen.statusText, "leads to", seen.headers.get("Location"));

  // Followed, 20 times at the most: a POST becomes a GET on 301, 302 and 303, without its content, and stays
  // one on 307 and 308. Another origin gets no Authorization. With redirect: "error" fetch fails instead.
  const final = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ name: "Ada" }),
    signal: AbortSignal.timeout(10_000),
  });
  console.log(final.redirected ? "redirected to" : "stayed at", final.url, final.status);
}

main();
