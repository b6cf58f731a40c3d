// Ask, and tell 404 Not Found from success. A redirect is shown; browsers hide its status and say 0.
interface Problem {
  title?: string;
  status?: number;
  detail?: string;
}

const answer: Response = await fetch("https://example.com/live/404", {
  redirect: "manual",
  signal: AbortSignal.timeout(10_000),
});
const kind: string = answer.headers.get("Content-Type") ?? "";

if (answer.status === 404) {
  console.log(answer.status, answer.statusText || "Not Found"); // HTTP/2 has no phrase
  if (kind.startsWith("application/problem+json")) {
    const problem = (await answer.json()) as Problem;
    console.log(problem.detail);
  }
} else if (answer.status < 400) {
  console.log(await answer.text());
} else {
  throw new Error(`The server answered ${answer.status}`);
}
export {};
