// axios.mjs URL OPTIONS: axios, which throws what is no 2xx; the answer is in the error.
import axios from "axios";

const [url, options] = process.argv.slice(2);
const told = (outcome, response) => {
  const field = response.headers["www-authenticate"];
  return { outcome, text: response.data, challenges: field ? [field] : [] };
};
const request = axios.get(url, { ...JSON.parse(options), responseType: "text" });
const answer = await request.then(
  (response) => told("an answer", response),
  (error) => told(error.name, error.response),
);
console.log(JSON.stringify(answer));
