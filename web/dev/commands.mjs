// Made-up commands behind the mock server: one batch that waits, one under way, some that are over.
import { randomUUID } from "node:crypto";

const stamp = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();
const none = { requested: 0, approved: 0, queued: 0, sent: 0, received: 0, done: 0, refused: 0, expired: 0, quarantined: 0, withdrawn: 0 };
const hash = "20ba66e274998bc1f1c34b1fd7d4d4a1c0d8e1f20ba66e274998bc1f1c34b1fd".slice(0, 64);

function batch(order, reason, progress, more = {}) {
  const counts = { ...none, ...progress };
  const meters = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const open = counts.queued + counts.sent + counts.received + counts.quarantined;
  const state = counts.requested > 0 ? "waiting" : open > 0 ? "open" : "over";
  const critical = order.kind === "disconnect";
  return { id: randomUUID(), askedBy: "operator", reason, askedAt: stamp(-40), from: stamp(-40), until: stamp(1400), spreadSeconds: 0, order, critical, meters, progress: counts, state, approval: null, ...more };
}

const approval = { by: "approver", at: stamp(-35), list: hash.slice(0, 16) };
const batches = process.env.EMPTY
  ? []
  : [
      batch({ kind: "disconnect", at: stamp(240) }, "bill of October unpaid, final notice delivered", { requested: 3 }),
      batch({ kind: "limit", monitored: "active-power-import", normal: 3000, overSeconds: 60, groups: [1] }, "evening peak on F1", { queued: 18, sent: 5, received: 2, done: 71, refused: 3, expired: 1 }),
      batch({ kind: "disconnect" }, "house pulled down", { quarantined: 1, done: 5 }, { approval }),
      batch({ kind: "message", title: "Works in your street" }, "cable exchange", { done: 40, withdrawn: 2 }),
    ];

function commandsOf(of) {
  const states = Object.entries(of.progress).flatMap(([state, n]) => Array.from({ length: n }, () => state));
  return states.map((state, place) => ({
    id: 1000 + batches.indexOf(of) * 200 + place,
    batch: of.id,
    meter: `SEM${String(place + 1).padStart(13, "0")}`,
    feeder: place % 7 === 0 ? null : "F1",
    order: of.order,
    askedBy: of.askedBy,
    reason: of.reason,
    state,
    since: stamp(-place),
    detail: state === "done" ? `carried out at ${stamp(-place)}` : state === "refused" ? `the meter cannot do it in the state it is in at ${stamp(-place)}` : "",
    by: null,
    until: of.until,
  }));
}

const history = (command) => [
  { event: "asked", state: "requested", at: stamp(-40), by: command.askedBy, detail: command.reason },
  { event: "waved_through", state: "queued", at: stamp(-40), by: null, detail: "" },
  { event: "sent", state: "sent", at: stamp(-39), by: null, detail: "counter 122633462468313090" },
];

/** What a path below `operator/commands` or `operator/approvals` answers: `[status, body]`. */
export function answer(method, path, query, given, person) {
  const all = batches.flatMap(commandsOf);
  const found = batches.find(({ id }) => path.includes(id));
  const held = all.filter(({ state }) => state === "quarantined");
  if (path === "commands" && method === "POST") {
    batches.unshift(batch(given.order, given.reason, given.order.kind === "disconnect" ? { requested: 1 } : { queued: 1 }, { askedBy: person.name }));
    return [202, batches[0]];
  }
  if (path === "commands") return [200, { waiting: batches.filter(({ state }) => state === "waiting"), quarantined: held.length, newest: batches }];
  if (path === "commands/groups") return [200, { feeders: ["F1", "F2"], transformers: ["T1", "T2", "T3"] }];
  if (path === "commands/recipients") return [200, { meters: given.meters?.length ?? 42, notEnrolled: [], byFeeder: { F1: given.meters?.length ?? 42 } }];
  if (path === "commands/quarantine") return [200, held.map((command) => ({ command, why: `5 critical commands on feeder F1 take effect within an hour of ${stamp(0)} already; the limit is 5` }))];
  if (path.startsWith("commands/meters/")) return [200, all.filter(({ meter }) => path.endsWith(meter)).slice(0, 3)];
  if (path.endsWith("/history")) return [200, history(all.find(({ id }) => path.includes(String(id))) ?? all[0])];
  if (path === "approvals/passkeys") return [200, { origin: "http://localhost:8090", passkeys: [] }];
  if (!found) return [404, { error: { code: "unknown-batch", message: "there is no such batch" } }];
  if (path.startsWith("approvals") && method === "GET") return [200, { list: hash, challenge: "AAAA", host: "localhost", origin: "http://localhost:8090", passkeys: [] }];
  if (method === "POST") {
    Object.assign(found, { state: "over", progress: { ...none, withdrawn: found.meters } });
    return [200, path.startsWith("approvals") ? found : { withdrawn: found.meters }];
  }
  const shown = commandsOf(found).filter(({ state }) => !query.get("state") || state === query.get("state"));
  return [200, { batch: found, list: hash, total: shown.length, commands: shown.slice(0, 100) }];
}
