/** Instants shown in the account's zone. A local day has 23, 24 or 25 hours; nothing here assumes 24. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formats.set(key, found);
  }
  return found;
}

/** Clock time on the wall in a zone. */
export interface WallTime {
  hour: number;
  minute: number;
}

/** The wall clock's time in `zone` at an instant (epoch milliseconds). */
export function wallTime(instant: number, zone: string): WallTime {
  const parts = format("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? "0");
  return { hour: part("hour"), minute: part("minute") };
}

/** One mark on a time axis: an instant in epoch milliseconds and what the wall clock says then. */
export interface TimeMark {
  at: number;
  label: string;
}

const HALF_HOUR = 1_800_000;

/**
 * Marks at whole local hours divisible by `everyHours` between two local midnights, the end marked
 * "24". On a day when the clock is put back an hour that comes twice is marked twice.
 */
export function hourMarks(start: number, end: number, zone: string, everyHours: number): TimeMark[] {
  const marks: TimeMark[] = [];
  for (let at = start; at < end; at += HALF_HOUR) {
    const wall = wallTime(at, zone);
    if (wall.minute === 0 && wall.hour % everyHours === 0) marks.push({ at, label: String(wall.hour).padStart(2, "0") });
  }
  marks.push({ at: end, label: wallTime(end, zone).hour === 0 ? "24" : timeOfDay(end, zone, "en-GB") });
  return marks;
}

/** Hours in a local day (23, 24, 25 …). */
export function hoursBetween(start: number, end: number): number {
  return (end - start) / 3_600_000;
}

/** The first instant of the hour that the clock skips or repeats on this day, or null on an ordinary day. */
export function clockChange(start: number, end: number, zone: string): number | null {
  const minutes = (at: number) => {
    const wall = wallTime(at, zone);
    return wall.hour * 60 + wall.minute;
  };
  for (let at = start + HALF_HOUR; at < end; at += HALF_HOUR) {
    if (minutes(at) - minutes(at - HALF_HOUR) !== 30) return at;
  }
  return null;
}

/** "08:57". */
export function timeOfDay(instant: number, zone: string, locale: string): string {
  return format(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);
}

/** "08:57:03". */
export function timeWithSeconds(instant: number, zone: string, locale: string): string {
  return format(locale, {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(instant);
}

/** "22 Nov, 08:57", with the year when it is not this one. */
export function dateAndTime(instant: number, zone: string, locale: string, now: number = Date.now()): string {
  const year = (at: number) => format("en-GB", { timeZone: zone, year: "numeric" }).format(at);
  return format(locale, {
    timeZone: zone,
    day: "numeric",
    month: "short",
    ...(year(instant) === year(now) ? {} : { year: "numeric" as const }),
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(instant);
}

/** "Sunday 22 November" of a local date "2026-11-22", with the year when it is not this one. */
export function longDay(day: string, locale: string, now: number = Date.now()): string {
  const thisYear = day.slice(0, 4) === String(new Date(now).getUTCFullYear());
  return format(locale, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(thisYear ? {} : { year: "numeric" as const }),
  }).format(atNoon(day));
}

/** "Sun 22" of a local date. */
export function shortDay(day: string, locale: string): string {
  return format(locale, { timeZone: "UTC", weekday: "short", day: "numeric" }).format(atNoon(day));
}

/** "Sunday 22 November" of an instant in a zone. */
export function longDayOf(instant: number, zone: string, locale: string): string {
  return format(locale, { timeZone: zone, weekday: "long", day: "numeric", month: "long" }).format(instant);
}

/** "November 2026" of a month "2026-11". */
export function longMonth(month: string, locale: string): string {
  return format(locale, { timeZone: "UTC", month: "long", year: "numeric" }).format(atNoon(month + "-01"));
}

/** "November" of a month "2026-11". */
export function monthName(month: string, locale: string): string {
  return format(locale, { timeZone: "UTC", month: "long" }).format(atNoon(month + "-01"));
}

/** The month `steps` after a month "2026-11". */
export function addMonths(month: string, steps: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const moved = new Date(Date.UTC(year, number - 1 + steps, 1));
  return moved.toISOString().slice(0, 7);
}

/**
 * The months that lie beside a month where data are known from `first` to `last`; months without data
 * between the data and the running month are stepped over.
 */
export function monthsBeside(
  month: string,
  first: string,
  last: string,
  running: string,
): { earlier: string | null; later: string | null } {
  const before = addMonths(month, -1);
  const after = addMonths(month, 1);
  const earlier = before > last ? last : before;
  const later = after < first ? first : after > last ? running : after;
  return { earlier: earlier >= first && earlier < month ? earlier : null, later: later > month ? later : null };
}

/** The day `steps` after a local date "2026-11-22". */
export function addDays(day: string, steps: number): string {
  return new Date(atNoon(day) + steps * 86_400_000).toISOString().slice(0, 10);
}

/** The local date in `zone` at an instant. */
export function localDay(instant: number, zone: string): string {
  return format("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);
}

/**
 * The day a home's page shows by itself: today, and where nothing was measured since before yesterday
 * the last day that was. Just after midnight it is today already.
 */
export function dayToShow(lastMeasured: string | null, today: string, zone: string): string {
  if (lastMeasured === null) return today;
  const last = localDay(Date.parse(lastMeasured) - 1, zone);
  return last < addDays(today, -1) ? last : today;
}

/** The zone named for people: "Asia/Karachi" becomes "Karachi time (UTC+5)". */
export function zoneName(zone: string, instant: number): { place: string; offset: string } {
  const parts = format("en-GB", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(instant);
  const offset = parts.find((part) => part.type === "timeZoneName")?.value.replace("GMT", "UTC") ?? "UTC";
  return { place: zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone, offset };
}

function atNoon(day: string): number {
  return Date.parse(day + "T12:00:00Z");
}
