import assert from "node:assert/strict";
import { test } from "node:test";
import type { Supply } from "../kit/api.ts";
import { sayLimit, sayMode, saySupply } from "../console/supply.ts";

const on: Supply = {
  at: "2026-11-22T18:00:00Z",
  closed: true,
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
  ["the utility cut it", { closed: false, state: "disconnected", cause: "utility" }, "Off", "bad", /^Opened by the utility\. .*utility's order/],
  ["the limiter opened it", { closed: false, state: "ready", cause: "limiter" }, "Off, ready to be closed", "wait", /^Opened by the limiter\. .*at the meter/],
  ["it ought to be on", { closed: false }, "Off", "bad", /means it to be on/],
  ["the contacts are welded", { relayFault: true, state: "disconnected" }, "Closed, told to open", "bad", /somebody has to go there/],
  ["the relay is stuck", { relayFault: true, closed: false }, "Open, told to close", "bad", /somebody has to go there/],
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
