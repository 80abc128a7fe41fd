import assert from "node:assert/strict";
import { test } from "node:test";
import type { Supply } from "../kit/api.ts";
import { sayLimit, sayMode, saySupply } from "../console/supply.ts";

const on: Supply = {
  at: "2026-11-22T18:00:00Z",
  output: "closed",
  feedback: "closed",
  state: "connected",
  mode: 5,
  stayOff: false,
  cause: null,
  relayFault: false,
  limit: null,
  monitored: null,
  emergencyProfile: null,
  cutAt: null,
  cutHeld: false,
  relayOperations: 1,
};

const rows: [what: string, change: Partial<Supply>, answer: string, tone: string, reason: RegExp][] = [
  ["nothing happened", {}, "On", "ok", /^$/],
  ["the customer closed it", { cause: "customer" }, "On", "ok", /^Closed by the customer\.$/],
  ["the utility cut it", { output: "open", feedback: "open", state: "disconnected", cause: "utility" }, "Off", "bad", /^Opened by the utility\. .*utility's order/],
  ["the limiter opened it", { output: "open", feedback: "open", state: "ready", cause: "limiter" }, "Off, ready to be closed", "wait", /^Opened by the limiter\. .*at the meter/],
  ["it ought to be on", { output: "open", feedback: "open" }, "Off", "bad", /means it to be on/],
  ["the contacts are welded", { relayFault: true, state: "disconnected" }, "Closed, told to open", "bad", /Somebody has to go there/],
  ["the relay is stuck", { relayFault: true, output: "open", feedback: "open" }, "Open, told to close", "bad", /Somebody has to go there/],
  ["the relay did not close", { output: "open", feedback: "open", state: "ready", cause: "relay" }, "Off, ready to be closed", "wait", /^Opened because the relay did not close\. .*at the meter/],
  ["the feedback cannot be read", { relayFault: true, output: "unknown", feedback: "unreadable" }, "Doubtful, told to close", "bad", /cannot be read, and nothing flows/],
  ["nothing flows though it says closed", { relayFault: true, output: "unknown", state: "disconnected" }, "Doubtful, told to open", "bad", /says closed, but what the meter measured/],
  ["current flows though it says open", { relayFault: true, feedback: "open" }, "On, feedback doubtful", "bad", /Current flows, but .* says open/],
  ["current flows though told and said to be open", { relayFault: true, feedback: "open", state: "ready" }, "Closed, told to open", "bad", /current flows although its feedback says open/],
];

for (const [what, change, answer, tone, reason] of rows) {
  test(`where ${what} the supply is "${answer}"`, () => {
    const said = saySupply({ ...on, ...change });
    assert.equal(said.answer, answer);
    assert.equal(said.tone, tone);
    assert.match(said.reason, reason);
  });
}

const limits: [change: Partial<Supply>, says: string][] = [
  [{}, ""],
  [{ limit: 2300, monitored: "active-power-import" }, "2,300 W"],
  [{ limit: 10000, monitored: "current-l1" }, "10 A on L1"],
  [{ limit: 2500, monitored: "current-any-phase" }, "2.5 A on any phase"],
  [{ limit: 0, monitored: "apparent-power-import" }, "0 VA"],
];

for (const [change, says] of limits) {
  test(`a limit of ${change.limit} ${change.monitored} is "${says}"`, () => assert.equal(sayLimit({ ...on, ...change }), says));
}

test("every control mode has its words, others their number", () => {
  for (let mode = 0; mode <= 6; mode++) assert.match(sayMode(mode), new RegExp(`^${mode}: .{10,}`));
  assert.equal(sayMode(9), "mode 9");
});
