import assert from "node:assert/strict";
import { test } from "node:test";
import type { Curve, Month } from "../kit/api.ts";
import { dayChart, monthChart } from "../kit/chart/curves.ts";
import { valueMarks } from "../kit/chart/model.ts";

/** A day in Berlin in quarters of an hour, 0.1 kWh each, except where `change` says otherwise. */
function berlinDay(day: string, start: string, end: string, change: Record<number, Partial<Curve["intervals"][number]>> = {}): Curve {
  const from = Date.parse(start);
  const count = (Date.parse(end) - from) / 900_000;
  const intervals = Array.from({ length: count }, (_, index) => ({
    start: new Date(from + index * 900_000).toISOString(),
    end: new Date(from + (index + 1) * 900_000).toISOString(),
    kwh: "0.1",
    status: "actual" as const,
    ...change[index],
  }));
  return { zone: "Europe/Berlin", day, start, end, intervals, total: "0", usual: [], usualTotal: null };
}

test("value marks are round and reach above the highest value", () => {
  assert.deepEqual(valueMarks(0, 1.84), [0, 0.5, 1, 1.5, 2]);
  assert.deepEqual(valueMarks(0, 0), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(valueMarks(-0.7, 1.2), [-1, -0.5, 0, 0.5, 1, 1.5]);
  assert.equal(valueMarks(0, 2)?.at(-1), 2);
});

test("the day the clock goes back has 25 rows, and the hour that comes twice is told apart", () => {
  const chart = dayChart(berlinDay("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), false);
  const rows = chart.table?.rows() ?? [];
  assert.equal(rows.length, 25);
  assert.equal(rows[2]?.[0], "02:00 – 02:00 (UTC+2)");
  assert.equal(rows[3]?.[0], "02:00 – 03:00 (UTC+1)");
  assert.ok(rows.every((row) => row[1] === "0.40"));
  assert.ok(chart.notes.some((note) => note.includes("25 hours")));
});

test("the day the clock goes forward has 23 rows", () => {
  const chart = dayChart(berlinDay("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), false);
  assert.equal(chart.table?.rows().length, 23);
});

test("gaps and estimates are said, at the cursor, in the table and in the notes", () => {
  const curve = berlinDay("2026-11-22", "2026-11-21T23:00:00Z", "2026-11-22T23:00:00Z", {
    4: { kwh: null, status: "missing" },
    8: { status: "estimated" },
  });
  const chart = dayChart(curve, true);
  assert.equal(chart.says(4), "01:00 – 01:15: not known");
  assert.equal(chart.says(8), "02:00 – 02:15: 0.40 kW, estimated");
  assert.deepEqual(chart.table?.rows().slice(0, 3).map((row) => row[3]), ["measured", "partly known", "estimated"]);
  assert.deepEqual(chart.notes.slice(1), ["1 gap: nothing is known for that time yet", "Dashed stretches are estimated"]);
});

test("the month's sum ends with the last known day, and an unknown day leads nowhere", () => {
  const month: Month = {
    zone: "Europe/Berlin",
    month: "2026-11",
    start: "2026-10-31T23:00:00Z",
    end: "2026-11-30T23:00:00Z",
    days: [
      { day: "2026-11-01", kwh: "9.5", complete: true, cumulative: "9.5" },
      { day: "2026-11-02", kwh: "3.25", complete: false, cumulative: "12.75" },
      { day: "2026-11-03", kwh: null, complete: false, cumulative: "12.75" },
    ],
    total: "12.75",
    soFar: true,
    previousTotal: null,
    firstMonth: "2026-11",
    lastMonth: "2026-11",
  };
  const chart = monthChart(month, (day) => ({ address: `#/day/${day}`, text: "show" }));
  assert.deepEqual(chart.series[1]?.stretches.map((each) => each.value), [9.5, 12.75, ...Array<null>(28).fill(null)]);
  assert.equal(chart.end, 30);
  assert.equal(chart.leads?.(0)?.address, "#/day/2026-11-01");
  assert.equal(chart.leads?.(2), null);
  assert.equal(chart.says(1), "Mon 2: 3.25 kWh (partly known) · added up 12.8 kWh");
});
