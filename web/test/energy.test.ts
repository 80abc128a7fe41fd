import assert from "node:assert/strict";
import { test } from "node:test";
import { cumulative, energyUntil, gaps, kilowatts, knownUntil, milliwattHours, type Interval } from "../kit/energy.ts";

const quarter = (minute: number, kwh: string | null): Interval => ({
  start: new Date(Date.UTC(2026, 10, 22, 0, minute)).toISOString(),
  end: new Date(Date.UTC(2026, 10, 22, 0, minute + 15)).toISOString(),
  kwh,
  status: kwh === null ? "missing" : "actual",
});

test("a quarter of an hour with 0.46 kWh is 1.84 kW", () => {
  assert.equal(kilowatts(quarter(0, "0.46")), 1.84);
});

test("power follows the interval's own length", () => {
  assert.equal(kilowatts({ start: "2026-11-22T00:00:00Z", end: "2026-11-22T00:01:00Z", kwh: "0.02" }), 1.2);
});

test("a missing interval has no power, a zero one has", () => {
  assert.equal(kilowatts(quarter(0, null)), null);
  assert.equal(kilowatts(quarter(0, "0")), 0);
});

test("sums are exact where binary fractions are not", () => {
  assert.deepEqual(cumulative(["0.1", "0.2", "0.3"]), [0.1, 0.3, 0.6]);
  assert.equal(milliwattHours("123456.789012"), 123456789012);
});

test("a day without a value adds nothing to the month", () => {
  assert.deepEqual(cumulative(["4.5", null, "5.5"]), [4.5, 4.5, 10]);
});

test("usual by now counts the running interval by its share", () => {
  const usual = [quarter(0, "0.4"), quarter(15, "0.8"), quarter(30, "1.2")];
  assert.equal(energyUntil(usual, Date.UTC(2026, 10, 22, 0, 22, 30)), 0.8);
});

test("neighbouring missing intervals are one gap; what is still to come is none", () => {
  const day = [quarter(0, "0.1"), quarter(15, null), quarter(30, null), quarter(45, "0.1"), quarter(60, null)];
  const until = knownUntil(day);
  assert.equal(until, Date.UTC(2026, 10, 22, 1, 0));
  assert.deepEqual(gaps(day, until ?? 0), [[Date.UTC(2026, 10, 22, 0, 15), Date.UTC(2026, 10, 22, 0, 45)]]);
});
