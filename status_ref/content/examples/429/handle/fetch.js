// Ask; on a 429 or a 503 wait as long as Retry-After says and ask again, with a bound on both.
const url = "https://example.com/live/429";
const ATTEMPTS = 4;
const LONGEST = 60; // seconds; who is to wait longer should be told, and not be kept waiting

function secondsToWait(field, attempt) {
  if (/^\d+$/.test(field ?? "")) return Number(field);
  const date = Date.parse(field ?? "");
  if (!Number.isNaN(date)) return Math.max(0, (date - Date.now()) / 1000);
  return 2 ** attempt * (0.5 + Math.random() / 2); // no such field, or neither: back off
}

async function get() {
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (response.status !== 429 && response.status !== 503) return response;
    // From another origin this is null, unless the server names the field in Access-Control-Expose-Headers.
    const wait = secondsToWait(response.headers.get("Retry-After"), attempt);
    console.log(response.status, response.statusText, `- to wait: ${Math.round(wait)} s`);
    if (wait > LONGEST || attempt === ATTEMPTS - 1) return response;
    await response.body?.cancel();
    await new Promise((resolve) => { setTimeout(resolve, wait * 1000); });
  }
}

async function main() {
  const response = await get();
  if (!response.ok) throw new Error(`Given up: ${response.status}`);
  console.log(response.status, response.statusText);
}

main();
