// fetch.mjs URL HEADERS: Node's own fetch.
const [url, headers] = process.argv.slice(2);
let told;
try {
  const response = await fetch(url, { headers: JSON.parse(headers) });
  const field = response.headers.get("www-authenticate");
  told = { outcome: "an answer", text: await response.text(), challenges: field ? [field] : [] };
} catch (error) {
  told = { outcome: error.name, text: error.message, challenges: [] };
}
console.log(JSON.stringify(told));
