import type { Home } from "../kit/api.ts";
import { energyText, locale } from "../kit/language.ts";
import { addMonths, localDay, monthName, shortDay } from "../kit/time.ts";
import { words } from "./words.ts";

/** The month before with its sum; a month that began before the meter was there says from which day it counts. */
export function monthBefore(home: Home, month: string, total: string): string {
  const before = addMonths(month, -1);
  const since = localDay(Date.parse(home.installedSince), home.zone);
  const name = monthName(before, locale);
  return since.startsWith(before) && !since.endsWith("-01")
    ? words.beforeFrom(name, shortDay(since, locale), energyText(Number(total)))
    : words.before(name, energyText(Number(total)));
}
