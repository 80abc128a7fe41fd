import type { Overview } from "../kit/api.ts";
import type { ChartModel, Stretch } from "../kit/chart/model.ts";
import { kilowatts } from "../kit/energy.ts";
import { decimal, locale, powerText } from "../kit/language.ts";
import { addDays, hourMarks, localDay, timeOfDay, zoneName } from "../kit/time.ts";
import { words as kit } from "../kit/words.ts";
import { words } from "./words.ts";

const KILOWATTS_PER_MEGAWATT = 1000;

/** Today's load over all meters, in kW or MW as fits, with its highest interval; null before the first interval. */
export function loadChart(overview: Overview): { model: ChartModel; highest: string } | null {
  const { zone } = overview;
  const { intervals } = overview.today;
  const loads = intervals.map(kilowatts);
  const known = loads.filter((load) => load !== null);
  const first = intervals[0];
  if (known.length === 0 || !first) return null;
  const top = Math.max(...known);
  const large = top >= KILOWATTS_PER_MEGAWATT;
  const unit = large ? kit.megawatt : kit.kilowatt;
  const scaled = (kilowatts: number) => (large ? kilowatts / KILOWATTS_PER_MEGAWATT : kilowatts);
  const said = (kilowatts: number) => `${powerText(scaled(kilowatts))} ${unit}`;
  const clock = (at: string | number) => timeOfDay(typeof at === "string" ? Date.parse(at) : at, zone, locale);
  const { start, end } = dayAround(Date.parse(first.start), zone);
  const stretches = intervals.map((interval, index): Stretch => {
    const load = loads[index] ?? null;
    return { start: Date.parse(interval.start), end: Date.parse(interval.end), value: load === null ? null : scaled(load), status: "actual" };
  });
  const { place, offset } = zoneName(zone, start);
  const highestAt = intervals[loads.indexOf(top)];
  return {
    highest: highestAt ? words.highest(said(top), clock(highestAt.start)) : "",
    model: {
      label: words.totalLoad,
      start,
      end,
      marks: hourMarks(start, end, zone, 6),
      unit,
      series: [{ name: words.load, kind: "steps", tone: "energy", stretches }],
      says: (index) => {
        const interval = intervals[index];
        const load = loads[index];
        if (!interval) return "";
        return load === null || load === undefined
          ? `${clock(interval.start)} – ${clock(interval.end)}: ${kit.missing}`
          : words.loadSays(clock(interval.start), clock(interval.end), said(load), interval.meters);
      },
      notes: [kit.timesIn(place, offset)],
      table: {
        columns: [kit.time, `${kit.power}, ${unit}`, words.metersCounted],
        rows: () =>
          intervals
            .map((interval, index) => ({ interval, load: loads[index] ?? null }))
            .filter(({ load }) => load !== null)
            .map(({ interval, load }) => [
              `${clock(interval.start)} – ${clock(interval.end)}`,
              powerText(scaled(load ?? 0)),
              decimal(interval.meters),
            ]),
      },
    },
  };
}

/** The local day that holds an instant: from midnight to midnight, 23 to 25 hours. */
function dayAround(instant: number, zone: string): { start: number; end: number } {
  return { start: midnightBefore(instant, zone), end: midnightAfter(instant, zone) };
}

const QUARTER = 900_000;

function midnightBefore(instant: number, zone: string): number {
  const day = localDay(instant, zone);
  let at = Math.floor(instant / QUARTER) * QUARTER;
  while (localDay(at - QUARTER, zone) === day) at -= QUARTER;
  return at;
}

function midnightAfter(instant: number, zone: string): number {
  const tomorrow = addDays(localDay(instant, zone), 1);
  let at = Math.floor(instant / QUARTER) * QUARTER + QUARTER;
  while (localDay(at, zone) < tomorrow) at += QUARTER;
  return at;
}
