import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, addMonths, clockChange, dayToShow, hourMarks, hoursBetween, localDay, longDay, monthsBeside, zoneName } from "../kit/time.ts";

const labels = (start: string, end: string, zone: string, every: number) =>
  hourMarks(Date.parse(start), Date.parse(end), zone, every).map((mark) => mark.label);

test("an ordinary day is marked 00 to 24", () => {
  assert.deepEqual(labels("2026-11-21T19:00:00Z", "2026-11-22T19:00:00Z", "Asia/Karachi", 6), ["00", "06", "12", "18", "24"]);
});

test("on the day the clock goes back 02 comes twice, an hour apart", () => {
  const marks = hourMarks(Date.parse("2026-10-24T22:00:00Z"), Date.parse("2026-10-25T23:00:00Z"), "Europe/Berlin", 1);
  const twos = marks.filter((mark) => mark.label === "02");
  assert.equal(marks.length, 26);
  assert.equal(twos.length, 2);
  assert.equal((twos[1]?.at ?? 0) - (twos[0]?.at ?? 0), 3_600_000);
});

test("on the day the clock goes forward there is no 02 and 06 stands five hours after midnight", () => {
  const start = Date.parse("2026-03-28T23:00:00Z");
  const marks = hourMarks(start, Date.parse("2026-03-29T22:00:00Z"), "Europe/Berlin", 1);
  assert.equal(marks.length, 24);
  assert.ok(!marks.some((mark) => mark.label === "02"));
  assert.equal(hoursBetween(start, marks.find((mark) => mark.label === "06")?.at ?? 0), 5);
});

test("the moment of the clock's change is found, and only then", () => {
  assert.equal(
    clockChange(Date.parse("2026-10-24T22:00:00Z"), Date.parse("2026-10-25T23:00:00Z"), "Europe/Berlin"),
    Date.parse("2026-10-25T01:00:00Z"),
  );
  assert.equal(clockChange(Date.parse("2026-11-21T19:00:00Z"), Date.parse("2026-11-22T19:00:00Z"), "Asia/Karachi"), null);
});

test("zones with half hours are marked at their own whole hours", () => {
  const marks = hourMarks(Date.parse("2026-11-21T18:30:00Z"), Date.parse("2026-11-22T18:30:00Z"), "Asia/Kolkata", 6);
  assert.deepEqual(marks.map((mark) => mark.label), ["00", "06", "12", "18", "24"]);
  assert.equal(marks[1]?.at, Date.parse("2026-11-22T00:30:00Z"));
});

test("days and months step over year's ends", () => {
  assert.equal(addMonths("2026-12", 1), "2027-01");
  assert.equal(addMonths("2026-01", -1), "2025-12");
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
});

test("the local date is the zone's, not the browser's", () => {
  assert.equal(localDay(Date.parse("2026-11-21T20:00:00Z"), "Asia/Karachi"), "2026-11-22");
});

test("the zone is named with its offset", () => {
  assert.deepEqual(zoneName("Asia/Karachi", Date.parse("2026-11-22T00:00:00Z")), { place: "Karachi", offset: "UTC+5" });
});

test("months without data between the data and now are stepped over", () => {
  const beside = (month: string) => monthsBeside(month, "2014-06", "2014-07", "2026-11");
  assert.deepEqual(beside("2026-11"), { earlier: "2014-07", later: null });
  assert.deepEqual(beside("2014-07"), { earlier: "2014-06", later: "2026-11" });
  assert.deepEqual(beside("2014-06"), { earlier: null, later: "2014-07" });
  assert.deepEqual(monthsBeside("2026-11", "2026-10", "2026-11", "2026-11"), { earlier: "2026-10", later: null });
});

test("a home that fell silent long ago shows its last day; after midnight it is today already", () => {
  const zone = "Europe/Berlin";
  assert.equal(dayToShow("2014-07-31T22:00:00Z", "2026-11-22", zone), "2014-07-31");
  assert.equal(dayToShow("2026-11-21T22:45:00Z", "2026-11-22", zone), "2026-11-22");
  assert.equal(dayToShow("2026-11-22T10:00:00Z", "2026-11-22", zone), "2026-11-22");
  assert.equal(dayToShow(null, "2026-11-22", zone), "2026-11-22");
});

test("a day of another year says which", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  assert.match(longDay("2014-07-31", "en-GB", now), /^Thursday,? 31 July 2014$/);
  assert.match(longDay("2026-07-31", "en-GB", now), /^Friday,? 31 July$/);
});
