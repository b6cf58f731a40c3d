// Keep a copy and its ETag; ask with it the next time, and use the copy on a 304. A browser does so by itself:
// its cache turns a 304 into a 200 before a script sees it. This is for Node, and for copies of your own.
const url = "https://example.com/live/304";
const copies = new Map(); // address -> { etag, content }

async function get() {
  const copy = copies.get(url);
  const response = await fetch(url, {
    headers: copy ? { "If-None-Match": copy.etag } : {},
    signal: AbortSignal.timeout(10_000),
  });
  console.log(response.status, response.statusText);
  if (response.status === 304 && copy) return copy.content;
  if (response.status >= 400) throw new Error(`The server answered ${response.status}`);
  const content = await response.text();
  const etag = response.headers.get("ETag");
  if (etag && response.status === 200) copies.set(url, { etag, content }); // as it came, with W/ and the quotes
  return content;
}

async function main() {
  const [first, second] = [await get(), await get()];
  console.log(first === second ? "the same" : "changed in between");
}

main();
