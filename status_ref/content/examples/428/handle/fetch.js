// Change a thing only as it was read, with If-Match. On a 412 somebody was faster: read it again, change it anew.
const url = "https://example.com/live/428";
const ATTEMPTS = 3;

async function update(change) {
  for (let attempt = 1; ; attempt += 1) {
    const current = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(10_000) });
    if (!current.ok) throw new Error(`Reading: ${current.status}`);
    const etag = current.headers.get("ETag");
    const headers = { "Content-Type": "application/json" };
    if (etag) headers["If-Match"] = etag; // without it a 428 refuses the change
    const body = JSON.stringify(change(await current.json()));
    const response = await fetch(url, { method: "PUT", headers, body, signal: AbortSignal.timeout(10_000) });
    console.log(response.status, response.statusText);
    if (response.ok) return response;
    if (response.status !== 412 || attempt === ATTEMPTS) throw new Error(`Changing: ${response.status}`);
  }
}

update((thing) => ({ ...thing, name: "Ada" }));
