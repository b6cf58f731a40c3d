// On a 422 show which values were refused, and why. Sending them again changes nothing.
const url = "https://example.com/live/422";

function refusals({ errors, detail }) {
  // There is no standard for the list: RFC 9457 has it in an example, FastAPI and Rails have their own.
  const found = errors ?? detail;
  if (Array.isArray(found)) return found.map((error) => error.detail ?? error.msg ?? JSON.stringify(error));
  if (typeof found !== "object") return [String(found)];
  return Object.entries(found).map(([name, text]) => `${name}: ${text}`);
}

async function main() {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ age: -1 }),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.ok) return console.log("Taken.");
  if (response.status !== 422) throw new Error(`The server answered ${response.status}`);
  console.log(response.status, response.statusText);
  if (response.headers.get("Content-Type")?.includes("json")) {
    for (const refusal of refusals(await response.json())) console.log(refusal);
  }
}

main();
