// Fetch a content part by part: a 206 is a part, a 200 the whole, and a 416 says that nothing is left.
const url = "https://example.com/live/206";
const SIZE = 400; // bytes of a part; some millions in earnest

async function download() {
  const parts = [];
  let have = 0;
  let etag = null;
  for (;;) {
    const headers = { Range: `bytes=${have}-${have + SIZE - 1}` };
    if (etag) headers["If-Range"] = etag; // a content that has changed comes whole, as a 200
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
    const range = response.headers.get("Content-Range") ?? "";
    console.log(response.status, response.statusText, range);
    if (response.status === 416) return new Blob(parts); // bytes */1000: there is no more
    if (response.status === 200) return response.blob(); // the server gives no parts, or the content changed
    if (response.status !== 206) throw new Error(`The server answered ${response.status}`);
    const [, first, whole] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
    if (Number(first) !== have) throw new Error("This is another part than the one that was asked for.");
    const part = await response.blob();
    parts.push(part);
    have += part.size;
    etag ??= response.headers.get("ETag")?.startsWith('"') ? response.headers.get("ETag") : null; // no weak one
    if (have >= Number(whole) || part.size === 0) return new Blob(parts);
  }
}

async function main() {
  console.log((await download()).size, "bytes");
}

main();
