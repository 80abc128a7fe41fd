import type { MeterNotice } from "../kit/api.ts";

/** What became of a notice, in the operator's words. */
const states: Record<MeterNotice["state"], { word: string; tag: string }> = {
  waiting: { word: "on its way", tag: "tag" },
  delivered: { word: "at the meter", tag: "tag n" },
  shown: { word: "seen on the display", tag: "tag n" },
  confirmed: { word: "confirmed", tag: "tag g" },
  expired: { word: "over", tag: "tag n" },
  withdrawing: { word: "being taken back", tag: "tag" },
  withdrawn: { word: "taken back", tag: "tag n" },
};

export const urgencies = ["information", "important", "warning"] as const;

export const languages: Record<string, string> = { en: "English", ur: "اردو" };

/** The state as shown: a word and the class of its tag. An unconfirmed notice whose time is over says so. */
export function tellState(notice: MeterNotice): { word: string; tag: string } {
  if (notice.state === "expired" && notice.received === null) return { word: "over, never delivered", tag: "tag a" };
  if (notice.state === "expired" && notice.confirm) return { word: "over, not confirmed", tag: "tag" };
  return states[notice.state];
}

/** The steps that a notice has come through, oldest first, with their instants. */
export function steps(notice: MeterNotice): { name: "sent" | "received" | "shown" | "confirmed" | "withdrawn"; at: string }[] {
  const known = [
    { name: "sent", at: notice.sent },
    { name: "received", at: notice.received },
    { name: "shown", at: notice.shown },
    { name: "confirmed", at: notice.confirmed },
    { name: "withdrawn", at: notice.withdrawn },
  ] as const;
  return known.flatMap(({ name, at }) => (at === null ? [] : [{ name, at }]));
}
