// Ask, and tell 404 Not Found from success. In Node a redirect is shown; browsers follow it on their own.
import axios from "axios";

const response = await axios.get("https://example.com/live/404", {
  timeout: 10_000,
  headers: { Accept: "application/problem+json, application/json;q=0.9, */*;q=0.8" },
  maxRedirects: 0,
  validateStatus: null, // resolve for every status; without it axios throws for whatever is no 2xx
});
const kind = response.headers["content-type"] ?? "";

if (response.status === 404) {
  console.log(response.status, response.statusText || "Not Found"); // HTTP/2 has no phrase
  if (kind.startsWith("application/problem+json")) {
    console.log(response.data.detail);
  }
} else if (response.status < 400) {
  console.log(response.data);
} else {
  throw new Error(`The server answered ${response.status}`);
}
