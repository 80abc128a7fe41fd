/** Chart models of a day's curve and a month's days, the same for customers and operators. */
import type { Curve, DayEnergy, Month } from "../api.ts";
import { energyUntil, estimatedCount, gaps, type Interval, kilowatts, knownUntil, milliwattHours } from "../energy.ts";
import { energyText, locale, powerText } from "../language.ts";
import { addDays, clockChange, hourMarks, hoursBetween, longDay, shortDay, timeOfDay, zoneName } from "../time.ts";
import { words } from "../words.ts";
import type { ChartModel, Stretch } from "./model.ts";

const stretchesOf = (intervals: Interval[]): Stretch[] =>
  intervals.map((interval) => ({
    start: Date.parse(interval.start),
    end: Date.parse(interval.end),
    value: kilowatts(interval),
    status: interval.status ?? "actual",
  }));

/** What is said of the zone, of a change of the clock, of gaps and of estimates. */
function notesOf(zone: string, start: number, end: number, intervals: Interval[]): string[] {
  const { place, offset } = zoneName(zone, start);
  const notes = [words.timesIn(place, offset)];
  if (clockChange(start, end, zone) !== null) notes.push(words.clockChanges(hoursBetween(start, end)));
  const missing = gaps(intervals, knownUntil(intervals) ?? start).length;
  if (missing > 0) notes.push(words.gapNote(missing));
  if (estimatedCount(intervals) > 0) notes.push(words.estimateNote);
  return notes;
}

/** A day's power in kW, with the usual in dashes. */
export function dayChart(curve: Curve, isToday: boolean): ChartModel {
  const { zone } = curve;
  const start = Date.parse(curve.start);
  const end = Date.parse(curve.end);
  const main = stretchesOf(curve.intervals);
  const usual = stretchesOf(curve.usual);
  const range = rangeSaid(zone, start, end);
  return {
    label: `${words.power}, ${longDay(curve.day, locale)}`,
    start,
    end,
    marks: hourMarks(start, end, zone, 6),
    unit: words.kilowatt,
    series: [
      { name: isToday ? words.today : words.thisDay, kind: "steps", tone: "energy", stretches: main },
      ...(usual.length > 0
        ? [{ name: words.usual, kind: "steps" as const, tone: "past" as const, dashed: true, stretches: usual }]
        : []),
    ],
    says: (index) => {
      const stretch = main[index];
      if (!stretch) return "";
      const then = usual.find((each) => each.start <= stretch.start && stretch.start < each.end)?.value;
      return [
        `${range(stretch.start, stretch.end)}: ${powerSaid(stretch)}`,
        ...(then === undefined || then === null ? [] : [`${words.usual} ${powerText(then)} ${words.kilowatt}`]),
      ].join(" · ");
    },
    notes: notesOf(zone, start, end, curve.intervals),
    table: {
      columns: [words.time, `${words.energy}, ${words.kilowattHour}`, words.usual, words.status],
      rows: () => hourRows(curve, start, end),
    },
  };
}

/** Says a stretch of the day; on a day whose clock changes with its offset, or an hour that comes twice could not be told apart. */
function rangeSaid(zone: string, dayStart: number, dayEnd: number): (start: number, end: number) => string {
  const changes = clockChange(dayStart, dayEnd, zone) !== null;
  return (start, end) => {
    const range = `${timeOfDay(start, zone, locale)} – ${timeOfDay(end, zone, locale)}`;
    return changes ? `${range} (${zoneName(zone, start).offset})` : range;
  };
}

function powerSaid(stretch: Stretch): string {
  if (stretch.value === null) return words.missing;
  const value = `${powerText(stretch.value)} ${words.kilowatt}`;
  return stretch.status === "estimated" ? `${value}, ${words.estimated}` : value;
}

/** One row per hour of the day: 23, 24 or 25. */
function hourRows(curve: Curve, start: number, end: number): string[][] {
  const rows: string[][] = [];
  const range = rangeSaid(curve.zone, start, end);
  for (let at = start; at < end; at += 3_600_000) {
    const until = Math.min(end, at + 3_600_000);
    const within = curve.intervals.filter((each) => Date.parse(each.end) > at && Date.parse(each.start) < until);
    const known = within.filter((each) => each.kwh !== null);
    const energy = (intervals: Interval[]) => energyUntil(intervals, until) - energyUntil(intervals, at);
    rows.push([
      range(at, until),
      known.length === 0 ? "–" : energyText(energy(within)),
      curve.usual.length === 0 ? "–" : energyText(energy(curve.usual)),
      statusOf(known, within.length),
    ]);
  }
  return rows;
}

function statusOf(known: Interval[], count: number): string {
  if (known.length === 0) return words.missing;
  if (known.length < count) return words.partly;
  return known.some((each) => each.status === "estimated") ? words.estimated : words.actual;
}

/** The days of the month, those to come included, so that the axis does not grow from day to day. */
function wholeMonth(month: Month): DayEnergy[] {
  const days = [...month.days];
  let day = days.length > 0 ? addDays(days.at(-1)?.day ?? "", 1) : `${month.month}-01`;
  for (; day.startsWith(month.month); day = addDays(day, 1)) {
    days.push({ day, kwh: null, complete: false, cumulative: null });
  }
  return days;
}

const kwhOf = (day: DayEnergy) => (day.kwh === null ? null : milliwattHours(day.kwh) / 1_000_000);

/** A month's days as bars, and their sum so far as a line. */
export function monthChart(month: Month, link: (day: string) => { address: string; text: string }): ChartModel {
  const days = wholeMonth(month);
  const lastKnown = days.findLastIndex((day) => day.kwh !== null);
  const at = (index: number, value: number | null, complete = true): Stretch => ({
    start: index,
    end: index + 1,
    value,
    status: complete ? "actual" : "estimated",
  });
  return {
    label: `${words.energy}, ${words.perDay}`,
    start: 0,
    end: days.length,
    marks: days
      .map((day, index) => ({ at: index + 0.5, label: String(Number(day.day.slice(8))) }))
      .filter((_, index) => index % 7 === 0),
    unit: words.kilowattHour,
    endUnit: words.kilowattHour,
    series: [
      {
        name: words.perDay,
        kind: "bars",
        tone: "energy",
        stretches: days.map((day, index) => at(index, kwhOf(day), day.complete)),
      },
      {
        name: words.monthSoFar,
        kind: "line",
        tone: "ink",
        atEnd: true,
        stretches: days.map((day, index) =>
          at(index, day.cumulative === null || index > lastKnown ? null : Number(day.cumulative)),
        ),
      },
    ],
    says: (index) => {
      const day = days[index];
      if (!day) return "";
      if (day.kwh === null) return `${shortDay(day.day, locale)}: ${words.missing}`;
      const energy = `${energyText(Number(day.kwh))} ${words.kilowattHour}`;
      const partly = day.complete ? "" : ` (${words.partly})`;
      const sum = day.cumulative === null ? "" : ` · ${words.monthSoFar} ${energyText(Number(day.cumulative))} ${words.kilowattHour}`;
      return `${shortDay(day.day, locale)}: ${energy}${partly}${sum}`;
    },
    leads: (index) => {
      const day = days[index];
      return day && day.kwh !== null ? link(day.day) : null;
    },
    notes: [],
  };
}
