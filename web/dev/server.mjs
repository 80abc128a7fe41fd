// The API with made-up answers, and the built pages under the same strict content policy as the real
// server, to look at every page without a utility. Sign in as home/home, operator/operator or approver/approver.
// States are chosen by environment:
//   PORT=8090 ZONE=Europe/Berlin LIVE=not-connected|asked|live EMPTY=1 PERIOD=60 node dev/server.mjs
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { answer as answerCommands } from "./commands.mjs";
import { curve, dayOf, draw, meterDetail, meters, month, newNotice, oldNotices, overview, refusals } from "./world.mjs";

const root = new URL("../target/classes/META-INF/resources", import.meta.url).pathname;
const port = Number(process.env.PORT ?? 8090);
const zone = process.env.ZONE ?? "Asia/Karachi";
const live = process.env.LIVE ?? "live";
const first = dayOf(Date.now() - 36 * 86_400_000, zone);
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json" };
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const reasons = new Set();
const notices = new Map();

const send = (response, status, body) => {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(body === undefined ? "" : JSON.stringify(body));
};
const refuse = (response, status, code, message) => send(response, status, { error: { code, message } });

const people = {
  home: { name: "home", role: "customer", displayName: "Amina Khan" },
  operator: { name: "operator", role: "operator", displayName: "Omar Malik" },
  approver: { name: "approver", role: "approver", displayName: "Zara Ahmed" },
};
const signedIn = (request) => people[/who=(\w+)/.exec(request.headers.cookie ?? "")?.[1]];

function events(request, response, every, tell) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  const say = (name, data) => response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  tell(say);
  const timer = setInterval(() => tell(say), every);
  request.on("close", () => clearInterval(timer));
}

function sayLive(say) {
  if (live !== "live") return say("waiting", { reason: live });
  const now = Date.now();
  const watts = draw("1", now, zone) * 1000 + 60 * Math.sin(now / 4000) + (Math.floor(now / 20_000) % 2 ? 1100 : 0);
  const volts = 231 + Math.sin(now / 9000);
  say("live", { time: new Date(now).toISOString(), watts, vars: 80, volts: [volts], amperes: [watts / volts], hertz: 50.01, importKwh: "4411.203", exportKwh: "0.000" });
}

async function body(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

async function session(request, response) {
  if (request.method === "DELETE") {
    response.setHeader("Set-Cookie", "who=; Max-Age=0; Path=/");
    return send(response, 204);
  }
  if (request.method === "GET") {
    const person = signedIn(request);
    return person ? send(response, 200, person) : refuse(response, 401, "signed-out", "Sign in first.");
  }
  const { name, password } = await body(request);
  if (!people[name] || password !== name) return refuse(response, 401, "wrong", "Wrong name or password.");
  response.setHeader("Set-Cookie", `who=${name}; HttpOnly; SameSite=Strict; Path=/`);
  return send(response, 200, people[name]);
}

function home(request, response, path, query) {
  if (path === "home/live") return events(request, response, 1000, sayLive);
  if (process.env.EMPTY) return refuse(response, 404, "no-home", "No meter is installed.");
  if (path === "home/curve") return send(response, 200, curve("1", query.get("day"), zone));
  if (path === "home/month") return send(response, 200, month("1", query.get("month"), zone, first));
  const { place, id, lastMeasured, lastReceived, samplePeriodSeconds } = meters[0];
  const installedSince = new Date(Date.now() - 36 * 86_400_000).toISOString();
  return send(response, 200, { place, zone, meter: id, lastMeasured, lastReceived, installedSince, samplePeriodSeconds, today: dayOf(Date.now(), zone) });
}

function listMeters(response, query) {
  const wanted = (query.get("search") ?? "").toLowerCase();
  const filters = { all: () => true, gaps: (m) => m.missing > 0, silent: (m) => !m.connected, refused: (m) => m.refused > 0, quarantined: (m) => m.quarantined > 0 };
  const found = meters.filter((m) => filters[query.get("filter") ?? "all"](m) && `${m.id} ${m.place?.address ?? ""}`.toLowerCase().includes(wanted));
  const orders = { id: (a, b) => a.id.localeCompare(b.id), last: (a, b) => (a.lastMeasured ?? "").localeCompare(b.lastMeasured ?? ""), missing: (a, b) => b.missing - a.missing };
  found.sort(orders[query.get("sort") ?? "id"]);
  const offset = Number(query.get("offset") ?? 0);
  return send(response, 200, { total: found.length, meters: found.slice(offset, offset + Number(query.get("limit") ?? 50)) });
}

async function meterNotices(request, response, id, rest) {
  if (!notices.has(id)) notices.set(id, process.env.EMPTY ? [] : oldNotices());
  const written = notices.get(id);
  if (request.method === "GET") return send(response, 200, written);
  const given = await body(request);
  if ((given.reason ?? "").trim().length < 5) return refuse(response, 400, "bad-request", "say the reason in 5 to 500 characters; it stays on record");
  if (!rest) {
    written.unshift(newNotice(given, 28_500_000 + written.length));
    return send(response, 202, written[0]);
  }
  const notice = written.find(({ number }) => rest === `${number}/withdrawal`);
  if (!notice?.open) return refuse(response, 409, "notice-over", "this notice is not on this meter's display any more");
  Object.assign(notice, { state: "withdrawn", open: false, withdrawn: new Date().toISOString() });
  return send(response, 202, notice);
}

async function oneMeter(request, response, id, what, query) {
  const row = meters.find((meter) => meter.id === id);
  if (!row) return refuse(response, 404, "unknown-meter", `There is no meter ${id}.`);
  if (!what) return send(response, 200, meterDetail(row, zone));
  if (what.startsWith("notices")) return meterNotices(request, response, id, what.slice("notices/".length));
  if (what === "reason") {
    reasons.add(id);
    return send(response, 200, { until: new Date(Date.now() + 3_600_000).toISOString() });
  }
  if (what === "schedule") {
    const { samplePeriodSeconds, pushPeriodSeconds } = await body(request);
    if (pushPeriodSeconds < samplePeriodSeconds) return refuse(response, 400, "bad-schedule", "A meter cannot send more often than it measures: make the push period at least the sample period.");
    row.pending = true;
    return send(response, 202, { pending: true });
  }
  if (!reasons.has(id)) return refuse(response, 403, "reason-needed", "Give a reason first.");
  return send(response, 200, curve(id, query.get("day"), zone));
}

async function operator(request, response, path, query) {
  const commands = /^operator\/((?:commands|approvals).*)$/.exec(path);
  if (commands) return send(response, ...answerCommands(request.method, commands[1], query, await body(request), signedIn(request)));
  const meter = /^operator\/meters\/([^/]+)(?:\/(\w[\w/]*))?$/.exec(path);
  if (meter) return oneMeter(request, response, decodeURIComponent(meter[1]), meter[2], query);
  if (path === "operator/overview") return send(response, 200, overview(zone));
  if (path === "operator/meters") return listMeters(response, query);
  if (path === "operator/refusals") return send(response, 200, refusals);
  if (path === "operator/intake") {
    return events(request, response, 1000, (say) =>
      say("intake", { at: new Date().toISOString(), recordsPerSecond: 210 + 40 * Math.random(), valuesPerSecond: 1800, uploadsPerSecond: 3.1, connected: 130 }),
    );
  }
  return refuse(response, 404, "unknown", "There is nothing here.");
}

function answer(request, response, path, query) {
  if (path === "session") return session(request, response);
  const person = signedIn(request);
  if (!person) return refuse(response, 401, "signed-out", "Sign in first.");
  if (request.method !== "GET" && request.headers["x-csrf"] !== "1") return refuse(response, 403, "csrf", "Send X-CSRF.");
  if (path.startsWith("home") && person.role === "customer") return home(request, response, path, query);
  if (path.startsWith("operator") && person.role !== "customer") return operator(request, response, path, query);
  return refuse(response, 403, "not-yours", "This sign-in may not see this.");
}

function page(response, path) {
  let file = join(root, normalize(path));
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  if (!existsSync(file)) return refuse(response, 404, "unknown", "There is nothing here.");
  response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": policy });
  createReadStream(file).pipe(response);
}

createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname.startsWith("/api/")) return answer(request, response, url.pathname.slice(5), url.searchParams);
  return page(response, url.pathname);
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/ and /console/`));
