import type { Batch, CommandState, Order } from "../kit/commands.ts";
import { decimal, locale, plural } from "../kit/language.ts";
import { dateAndTime, zoneName } from "../kit/time.ts";
import { words as kit } from "../kit/words.ts";
import { period } from "./words.ts";

/** The operator's own zone: what is asked for on these pages is for many meters at once. */
export const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "Times in Berlin (UTC+1)". */
export function timesHere(): string {
  const { place, offset } = zoneName(here, Date.now());
  return kit.timesIn(place, offset);
}

export function when(at: string): string {
  return dateAndTime(Date.parse(at), here, locale);
}

/** What was said about a command, with its instants in the operator's zone and the hash of a list in short. */
export function told(detail: string): string {
  return detail.replaceAll(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, (instant) => when(instant)).replaceAll(/\b[0-9a-f]{64}\b/g, (hash) => `list ${shortHash(hash)}`);
}

/** Where a command can stand: its word, the class of its tag, and what it means. */
export const states: Record<CommandState, { word: string; tag: string; means: string }> = {
  requested: { word: "asked for", tag: "tag", means: "waits for another person's approval" },
  approved: { word: "approved", tag: "tag", means: "waits for the volume guard" },
  queued: { word: "queued", tag: "tag n", means: "goes out as soon as it is due and the meter is there" },
  sent: { word: "sent", tag: "tag n", means: "given to the line; the meter has not answered" },
  received: { word: "received", tag: "tag n", means: "the meter has it and has still to act, or to show it" },
  done: { word: "done", tag: "tag g", means: "the meter reports that it is done" },
  refused: { word: "refused", tag: "tag a", means: "the meter reports that it does not do it" },
  expired: { word: "expired", tag: "tag a", means: "its time was over before the meter answered" },
  quarantined: { word: "quarantined", tag: "tag a", means: "held by the volume guard until a person looks" },
  withdrawn: { word: "called back", tag: "tag n", means: "ended by a person before the meter answered" },
};

/** In the order in which they are shown. */
export const stateOrder: CommandState[] = ["requested", "approved", "quarantined", "queued", "sent", "received", "done", "refused", "expired", "withdrawn"];

/** What happened to a command, as a line of its history. */
export const events: Record<string, string> = {
  asked: "asked for",
  approved: "approved",
  waved_through: "needs no approval",
  admitted: "let through by the volume guard",
  quarantined: "held by the volume guard",
  released: "released",
  sent: "signed and given to the line",
  received: "the meter has it",
  overtaken: "overtaken by a later order; signed anew",
  done: "done, says the meter",
  refused: "refused, says the meter",
  expired: "expired",
  withdrawn: "called back",
};

const units: Record<string, string> = { "active-power-import": "W", "apparent-power-import": "VA", "current-l1": "mA", "current-any-phase": "mA" };

/** What a limit is counted in. */
export function unitOf(monitored: string | undefined): string {
  return units[monitored ?? ""] ?? "W";
}

/** What is ordered, in few words: "Cut", "Limit to 2,000 W". */
export function sayOrder(order: Order): string {
  const at = order.at ? ` at ${when(order.at)}` : "";
  switch (order.kind) {
    case "disconnect":
      return `Cut${at}`;
    case "reconnect":
      return "Reconnect";
    case "limit":
      return order.normal === undefined ? "No limit" : `Limit to ${decimal(order.normal)} ${unitOf(order.monitored)}`;
    case "emergency":
      return order.durationSeconds === 0
        ? `End emergency ${order.profile}`
        : `Emergency ${order.profile} for ${period(order.durationSeconds ?? 0)}${at}`;
    case "schedule":
      return `Measure every ${period(order.samplePeriodSeconds ?? 0)}, send every ${period(order.pushPeriodSeconds ?? 0)}`;
    case "message":
      return `Message “${order.title}”`;
    default:
      return order.kind;
  }
}

export function meters(n: number): string {
  return `${decimal(n)} ${plural(n, { one: "meter", other: "meters" })}`;
}

const homes = (n: number) => `${decimal(n)} ${plural(n, { one: "home", other: "homes" })}`;

/** Below it a limit is as good as a cut (DESIGN: the lifeline floor). */
const FLOOR: Record<string, number> = { W: 500, VA: 500, mA: 2500 };

/** Whether another person has to approve it. */
export function isCritical(order: Order): boolean {
  if (order.kind === "disconnect") return true;
  if (order.kind !== "limit") return false;
  const floor = FLOOR[unitOf(order.monitored)] ?? 0;
  return [order.normal, order.emergency].some((threshold) => threshold !== undefined && threshold < floor);
}

/** What will happen to whom, in one sentence, before it is asked for. */
export function sayConsequence(order: Order, n: number): string {
  switch (order.kind) {
    case "disconnect":
      return order.at
        ? `${homes(n)} will be without supply from ${when(order.at)} on, until somebody reconnects them.`
        : `${homes(n)} will be without supply as soon as their meters have the order, until somebody reconnects them.`;
    case "reconnect":
      return `${homes(n)} that are cut can be switched on again, by the person at home. Cuts that have not reached their meters are called back.`;
    case "limit":
      return order.normal === undefined
        ? `${meters(n)} will limit nothing any more.`
        : `${homes(n)} will be cut whenever they use more than ${decimal(order.normal)} ${unitOf(order.monitored)} for ${period(order.overSeconds ?? 60)}.`;
    case "emergency":
      return order.durationSeconds === 0
        ? `${meters(n)} will end emergency ${order.profile}.`
        : `${meters(n)} will limit to their emergency threshold for ${period(order.durationSeconds ?? 0)}; those without one for emergency ${order.profile} refuse.`;
    case "schedule":
      return `${meters(n)} will record every ${period(order.samplePeriodSeconds ?? 0)} and send every ${period(order.pushPeriodSeconds ?? 0)}.`;
    default:
      return `The ${plural(n, { one: "display", other: "displays" })} of ${meters(n)} will show it.`;
  }
}

/** The parts of a batch that are not empty, in the order in which they are shown, as shares of the whole. */
export function parts(batch: Batch): { state: CommandState; count: number; from: number; share: number }[] {
  let from = 0;
  return stateOrder.flatMap((state) => {
    const count = batch.progress[state] ?? 0;
    if (count === 0) return [];
    const share = count / batch.meters;
    const part = { state, count, from, share };
    from += share;
    return [part];
  });
}

/** "2 done, 1 sent". */
export function sayProgress(batch: Batch): string {
  return parts(batch)
    .map(({ state, count }) => `${decimal(count)} ${states[state].word}`)
    .join(", ");
}

/** A meter's ids as typed: separated by anything that is none of an id's characters. */
export function meterIds(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== "");
}

/** Enough of a hash to compare by eye, in groups. */
export function shortHash(hex: string): string {
  return hex.slice(0, 16).replaceAll(/(.{4})(?=.)/g, "$1 ");
}

/** A random id (RFC 9562, version 4), also where the connection is not secure and `crypto.randomUUID` is missing. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
