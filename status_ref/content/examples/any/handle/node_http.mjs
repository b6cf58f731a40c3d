// Ask, and tell 404 Not Found from every other answer. A redirect is shown: these modules follow none.
import http from "node:http";
import https from "node:https";
import { text } from "node:stream/consumers";

const url = "https://example.com/live/404";
const { get } = url.startsWith("https:") ? https : http;

const response = await new Promise((resolve, reject) => {
  get(url, { signal: AbortSignal.timeout(10_000) }, resolve).on("error", reject);
});
const body = await text(response); // read it in any case, or the connection stays busy

if (response.statusCode === 404) {
  console.log(response.statusCode, response.statusMessage);
  if (response.headers["content-type"]?.startsWith("application/problem+json")) {
    console.log(JSON.parse(body).detail);
  }
} else {
  console.log(response.statusCode, body);
}
