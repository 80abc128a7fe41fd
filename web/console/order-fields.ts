import { html, nothing, type TemplateResult } from "lit";
import type { Order } from "../kit/commands.ts";
import { addDays, localDay } from "../kit/time.ts";
import { here } from "./commands.ts";
import { words } from "./commands-words.ts";
import { languages } from "./notices.ts";
import { period, words as console } from "./words.ts";

const SAMPLE_PERIODS = [60, 300, 900, 1800, 3600];
const PUSH_PERIODS = [60, 300, 900, 1800, 3600, 6 * 3600, 24 * 3600];
const DURATIONS = [900, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600, 24 * 3600];
const SHOWN_DAYS = 7;
const MOST_DAYS = 399;

const choice = (name: string, label: string, options: (readonly [value: string | number, text: string])[], chosen: string | number = "") =>
  html`<label>${label}<select name=${name}>${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}</select></label>`;
const number = (name: string, label: string, hint: string, most: number, value: number | "" = "", required = false) =>
  html`<label>${label}<input name=${name} type="number" inputmode="numeric" min="0" max=${most} value=${value} placeholder=${hint} ?required=${required} autocomplete="off" /></label>`;
const at = html`<label>${words.at}<input name="at" type="datetime-local" /><span class="soft">${words.atHint(here)}</span></label>`;

/** The fields that belong to a kind of order. */
export function fieldsOf(kind: string): TemplateResult | typeof nothing {
  switch (kind) {
    case "disconnect":
      return at;
    case "limit":
      return html`<div class="pair">
        ${choice("monitored", words.monitored, Object.entries(words.monitoredKinds))}
        ${number("normal", words.threshold, words.thresholdHint, 2_000_000_000)}
        ${number("emergency", words.emergencyThreshold, words.thresholdHint, 2_000_000_000)}
        ${number("overSeconds", words.overSeconds, "", 3600, 60, true)}
        <label>${words.obeys}<input name="groups" inputmode="numeric" placeholder="1, 2" pattern="[0-9, ]*" autocomplete="off" /></label>
      </div>`;
    case "emergency":
      return html`<div class="pair">
        ${number("profile", words.profile, "1", 65_535, 1, true)}
        ${choice("durationSeconds", words.duration, DURATIONS.map((seconds) => [seconds, period(seconds)] as const), 3600)}
        ${at}
      </div>`;
    case "schedule":
      return html`<div class="pair">
        ${choice("samplePeriodSeconds", words.samplePeriod, SAMPLE_PERIODS.map((seconds) => [seconds, period(seconds)] as const), 900)}
        ${choice("pushPeriodSeconds", words.pushPeriod, PUSH_PERIODS.map((seconds) => [seconds, period(seconds)] as const), 900)}
      </div>`;
    case "message": {
      const today = localDay(Date.now(), here);
      return html`<label>${words.title}<input name="title" required maxlength="120" dir="auto" autocomplete="off" /></label>
        <label>${words.text}<textarea name="text" maxlength="1200" rows="3" dir="auto"></textarea></label>
        <div class="pair">
          ${choice("language", words.language, Object.entries(languages))}
          ${choice("urgency", words.urgency, Object.entries(console.urgencies))}
          <label>${words.lastDay}<input type="date" name="lastDay" required value=${addDays(today, SHOWN_DAYS)} min=${today} max=${addDays(today, MOST_DAYS)} /></label>
        </div>
        <label class="tick"><input type="checkbox" name="confirm" />${words.confirm}</label>`;
    }
    default:
      return nothing;
  }
}

/** The order as typed: what the server takes, and as far as it is needed to say what it does. */
export function orderOf(kind: string, given: FormData): Order {
  const text = (name: string) => String(given.get(name) ?? "").trim();
  const whole = (name: string) => (text(name) === "" ? {} : { [name]: Number(text(name)) });
  const instant = text("at") === "" ? {} : { at: new Date(text("at")).toISOString() };
  switch (kind) {
    case "disconnect":
      return { kind, ...instant };
    case "limit":
      return { kind, monitored: text("monitored"), ...whole("normal"), ...whole("emergency"), ...whole("overSeconds"), groups: (text("groups").match(/\d+/g) ?? []).map(Number) };
    case "emergency":
      return { kind, ...whole("profile"), ...whole("durationSeconds"), ...instant };
    case "schedule":
      return { kind, ...whole("samplePeriodSeconds"), ...whole("pushPeriodSeconds") };
    case "message":
      return { kind, title: text("title"), ...{ text: text("text"), language: text("language"), urgency: text("urgency"), lastDay: text("lastDay"), confirm: given.get("confirm") !== null } };
    default:
      return { kind };
  }
}

/** As it travels: a cut says when it is executed. */
export function onTheWire({ at: instant, ...order }: Order): object {
  if (instant === undefined) return order;
  return order.kind === "disconnect" ? { ...order, executeAt: instant } : { ...order, at: instant };
}

