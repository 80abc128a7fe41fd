/** Energies come as exact decimal strings in kWh; sums are made in whole milliwatt-hours, so that nothing is rounded on the way. */

/** How an interval came to be known. */
export type IntervalStatus = "actual" | "estimated" | "missing";

/** One interval of a curve; times are ISO 8601 instants, `kwh` is null when it is missing. */
export interface Interval {
  start: string;
  end: string;
  kwh: string | null;
  status?: IntervalStatus;
}

const MILLIWATT_HOURS_PER_KWH = 1_000_000;

/** Whole milliwatt-hours of a decimal string in kWh; exact to nine million GWh. */
export function milliwattHours(kwh: string): number {
  return Math.round(Number(kwh) * MILLIWATT_HOURS_PER_KWH);
}

/** Kilowatt-hours of whole milliwatt-hours. */
export function kilowattHours(milliwattHours: number): number {
  return milliwattHours / MILLIWATT_HOURS_PER_KWH;
}

/** Length of an interval in seconds. */
export function seconds(interval: { start: string; end: string }): number {
  return (Date.parse(interval.end) - Date.parse(interval.start)) / 1000;
}

/** Mean power over an interval in kW; null when the interval is missing. */
export function kilowatts(interval: Interval): number | null {
  if (interval.kwh === null) return null;
  const length = seconds(interval);
  return length > 0 ? (Number(interval.kwh) * 3600) / length : null;
}

/** What is known up to an instant, in kWh; the interval that holds the instant counts by its share. */
export function energyUntil(intervals: Interval[], instant: number): number {
  let sum = 0;
  for (const interval of intervals) {
    if (interval.kwh === null) continue;
    const start = Date.parse(interval.start);
    const end = Date.parse(interval.end);
    const share = Math.min(1, Math.max(0, (instant - start) / (end - start)));
    sum += milliwattHours(interval.kwh) * share;
  }
  return kilowattHours(Math.round(sum));
}

/** Running totals in kWh of daily energies; a day without a value adds nothing. */
export function cumulative(kwhOfDays: (string | null)[]): number[] {
  let sum = 0;
  return kwhOfDays.map((kwh) => {
    sum += kwh === null ? 0 : milliwattHours(kwh);
    return kilowattHours(sum);
  });
}

/** The end of the last interval that is known, or null when none is. */
export function knownUntil(intervals: Interval[]): number | null {
  const known = intervals.filter((interval) => interval.kwh !== null).map((interval) => Date.parse(interval.end));
  return known.length > 0 ? Math.max(...known) : null;
}

/** Stretches [start, end] in epoch milliseconds that are missing before `until`, neighbours joined. */
export function gaps(intervals: Interval[], until: number): [number, number][] {
  const found: [number, number][] = [];
  for (const interval of intervals) {
    const start = Date.parse(interval.start);
    const end = Date.parse(interval.end);
    if (interval.kwh !== null || end > until) continue;
    const last = found.at(-1);
    if (last && last[1] === start) last[1] = end;
    else found.push([start, end]);
  }
  return found;
}

/** How many intervals are estimated. */
export function estimatedCount(intervals: Interval[]): number {
  return intervals.filter((interval) => interval.status === "estimated").length;
}
