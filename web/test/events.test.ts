import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { tell, told } from "../console/events.ts";

const codes = [
  ...readFileSync("../wire/src/main/java/org/smartmeter/wire/EventCode.java", "utf8").matchAll(/^ {4}([A-Z_0-9]+)\((\d+)\)[,;]/gm),
].map((match) => match[1] ?? "");

test("every event that a meter can send is told in words", () => {
  assert.ok(codes.length > 10);
  assert.deepEqual(codes.filter((code) => !told.includes(code)), []);
  assert.deepEqual(told.filter((name) => !codes.includes(name)), []);
});

test("an event's numbers become words", () => {
  assert.deepEqual(tell("POWER_UP", 1, [12, 90_000]), { title: "Started", detail: "start number 12, was off for 90 s", alarm: false });
  assert.equal(tell("CLOCK_STEP", 21, [10_000, 4_000]).detail, "by −6 s, it showed 1970-01-01 00:00:10 UTC");
  assert.equal(tell("CLOCK_STEP", 21, [4_000, 10_000, 230]).detail, "by +6 s, it showed 1970-01-01 00:00:04 UTC, 230 W");
  assert.equal(tell("SOFTWARE_CHANGED", 100, [0, 2, 1]).detail, "0.2.1");
  assert.equal(tell("SOFTWARE_CHANGED", 100, [0, 2, 1, 1_150]).detail, "0.2.1, 1,150 W");
  assert.equal(tell("CONFIGURATION_CHANGED", 198, [0xabc, 0xdef, 7]).detail, "fingerprint abc became def");
  assert.equal(tell("CONFIGURATION_CHANGED", 198, [0xabc, 0xdef, 7, 0]).detail, "fingerprint abc became def, 0 W");
  assert.equal(tell("POTENTIAL_MISSING_BEGAN", 192, [90, 45_000, 1, 0, 7]).detail, "90 W, 45,000 mV, phase 1");
  assert.equal(tell("VOLTAGE_DIP", 140, [140, 115_230, 5]).detail, "to 115.2 V for 140 ms on L1, L3");
  assert.equal(tell("QUALITY_LIMIT_EXCEEDED", 143, [6, 2_540, 2_000, 0]).detail, "unbalance 2.54 %, the limit is 2.00 %");
  assert.equal(tell("QUALITY_EVENTS_COUNTED", 147, [12, 0, 1, 0, 3_400, 0]).detail, "12 dips and 1 interruptions, lowest 3.4 V");
  assert.equal(tell("NOTICE_REFUSED", 227, [28_000_001, 9]).detail, "number 28,000,001: the display is full");
  assert.equal(tell("ORDER_REFUSED", 81, [7, 9]).detail, "number 7: not possible now");
});

test("an event of newer software is shown as it came", () => {
  assert.deepEqual(tell("EVENT_9999", 9999, [1, 2]), { title: "event 9999", detail: "1, 2", alarm: false });
});

test("an event that carries less than it should is told all the same", () => {
  for (const name of told) assert.equal(typeof tell(name, 0, []).detail, "string");
});
