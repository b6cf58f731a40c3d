// Express: answer 404 Not Found with a problem (RFC 9457).
const express = require("express");

const app = express();
app.get("/thing/", (req, res) => {
  const problem = { title: "Not Found", status: 404, detail: "Say here what happened, and what to do next." };
  res.status(404).type("application/problem+json").send(JSON.stringify(problem));
});
app.listen(process.env.PORT ?? 3000);
