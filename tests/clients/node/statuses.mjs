// statuses.mjs OPTIONS URL…: the status that Node's fetch shows of each, one after the other, or the error that it throws.
const [options, ...urls] = process.argv.slice(2);
const told = [];
for (const url of urls) {
  try {
    const response = await fetch(url, JSON.parse(options));
    await response.arrayBuffer();
    told.push(String(response.status));
  } catch (error) {
    told.push(error.name);
  }
}
console.log(JSON.stringify(told));
