import assert from "node:assert/strict";
import { test } from "node:test";
import type { Batch, CommandState, Order } from "../kit/commands.ts";
import { fromBase64Url, toBase64Url } from "../kit/passkey.ts";
import { freshId, isCritical, meterIds, parts, sayConsequence, sayOrder, sayProgress, shortHash, stateOrder, states, told } from "../console/commands.ts";

const orders: [order: Order, says: RegExp, critical: boolean, consequence: RegExp][] = [
  [{ kind: "disconnect" }, /^Cut$/, true, /^3 homes will be without supply as soon as/],
  [{ kind: "disconnect", at: "2026-12-01T09:00:00Z" }, /^Cut at /, true, /^3 homes will be without supply from /],
  [{ kind: "reconnect" }, /^Reconnect$/, false, /by the person at home\. Cuts .* called back/],
  [{ kind: "limit", normal: 2000, overSeconds: 60 }, /^Limit to 2,000 W$/, false, /more than 2,000 W for 1 min/],
  [{ kind: "limit", normal: 499 }, /^Limit to 499 W$/, true, /499 W/],
  [{ kind: "limit", monitored: "current-l1", normal: 2500 }, /^Limit to 2,500 mA$/, false, /2,500 mA/],
  [{ kind: "limit", normal: 5000, emergency: 100 }, /^Limit to 5,000 W$/, true, /5,000 W/],
  [{ kind: "limit" }, /^No limit$/, false, /limit nothing any more/],
  [{ kind: "emergency", profile: 1, durationSeconds: 3600 }, /^Emergency 1 for 1 h$/, false, /emergency threshold for 1 h/],
  [{ kind: "emergency", profile: 1, durationSeconds: 0 }, /^End emergency 1$/, false, /will end emergency 1/],
  [{ kind: "schedule", samplePeriodSeconds: 900, pushPeriodSeconds: 3600 }, /^Measure every 15 min, send every 1 h$/, false, /record every 15 min/],
  [{ kind: "message", title: "Works" }, /^Message “Works”$/, false, /displays of 3 meters/],
  [{ kind: "profile" }, /^profile$/, false, /./],
];

for (const [order, says, critical, consequence] of orders) {
  test(`${JSON.stringify(order)} is said, weighed and foretold`, () => {
    assert.match(sayOrder(order), says);
    assert.equal(isCritical(order), critical);
    assert.match(sayConsequence(order, 3), consequence);
  });
}

const batch = (progress: Partial<Record<CommandState, number>>, meters: number) => ({ progress, meters }) as Batch;

test("progress is told in the order of a command's way, without what is empty", () => {
  const some = batch({ done: 2, sent: 1, queued: 0, withdrawn: 1 }, 4);
  assert.equal(sayProgress(some), "1 sent, 2 done, 1 called back");
  assert.deepEqual(parts(some).map(({ from, share }) => [from, share]), [[0, 0.25], [0.25, 0.5], [0.75, 0.25]]);
});

test("every state has its words and its place", () => {
  assert.deepEqual([...stateOrder].sort(), Object.keys(states).sort());
});

test("meters are read however they are separated", () => {
  assert.deepEqual(meterIds(" sem0000000000001, SEM0000000000002;\nSEM0000000000003 "), ["SEM0000000000001", "SEM0000000000002", "SEM0000000000003"]);
  assert.deepEqual(meterIds("  "), []);
});

test("a hash is short enough to compare by eye", () => {
  assert.equal(shortHash("0123456789abcdef0123456789abcdef"), "0123 4567 89ab cdef");
});

test("what was said has its instants in the operator's zone and hashes in short", () => {
  assert.match(told("open since 2026-11-27T11:21:09.743Z"), /^open since 27 Nov.* \d\d:\d\d$/);
  assert.equal(told("0123456789abcdef".repeat(4)), "list 0123 4567 89ab cdef");
  assert.equal(told("not approved: the bill is disputed"), "not approved: the bill is disputed");
});

test("bytes travel as base64url without padding, there and back", () => {
  const bytes = Uint8Array.from([251, 255, 190, 0, 1]);
  assert.equal(toBase64Url(bytes.buffer), "-_--AAE");
  assert.deepEqual(fromBase64Url("-_--AAE"), bytes);
});

test("a fresh id is a random UUID", () => {
  assert.match(freshId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(freshId(), freshId());
});
