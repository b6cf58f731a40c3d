// Express: a middleware that answers 401 with a bare challenge, or with the error of a refused token.
const { createHash } = require("node:crypto");
const express = require("express");

const digest = (token) => createHash("sha256").update(token).digest("hex");
const users = new Map([[digest(process.env.API_TOKEN), "ada"]]); // keep digests, never the tokens

function requireToken(req, res, next) {
  const [, token] = /^bearer +(\S+)$/i.exec(req.get("Authorization") ?? "") ?? [];
  if (token === undefined) return unauthorized(res, "Send a bearer token.");
  req.user = users.get(digest(token));
  if (req.user === undefined) return unauthorized(res, "This token is not valid.", ', error="invalid_token"');
  next();
}

function unauthorized(res, detail, error = "") {
  res.status(401).set("Cache-Control", "no-store");
  res.append("WWW-Authenticate", `Bearer realm="api"${error}`); // append once more for a second scheme
  res.type("application/problem+json").send(JSON.stringify({ title: "Unauthorized", status: 401, detail }));
}

const app = express();
app.get("/api/profile/", requireToken, (req, res) => res.json({ username: req.user }));
app.listen(process.env.PORT ?? 3000);
