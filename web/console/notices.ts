import type { MeterNotice, NoticeKind, Payment, Urgency } from "../kit/api.ts";

/** What became of a notice, in the operator's words. */
const states: Record<MeterNotice["state"], { word: string; tag: string }> = {
  waiting: { word: "on its way", tag: "tag" },
  refused: { word: "not taken, the meter is asked again", tag: "tag a" },
  delivered: { word: "at the meter", tag: "tag n" },
  shown: { word: "seen on the display", tag: "tag n" },
  confirmed: { word: "confirmed", tag: "tag g" },
  accepted: { word: "accepted", tag: "tag g" },
  declined: { word: "declined", tag: "tag n" },
  expired: { word: "over", tag: "tag n" },
  withdrawing: { word: "being taken back", tag: "tag" },
  withdrawn: { word: "taken back", tag: "tag n" },
};

export const kinds = ["message", "bill", "offer"] as const;

/** How urgent each kind can be: what is to be paid or answered does not threaten. */
export function urgenciesOf(kind: NoticeKind): Urgency[] {
  return kind === "message" ? ["information", "important", "warning"] : ["information", "important"];
}

/** Currencies to choose from; any other of ISO 4217 can be typed. */
export const currencies = ["PKR", "INR", "BDT", "KES", "NGN", "ZAR", "EUR", "GBP", "USD"];

/** An amount as it stands on a bill: every digit, in the reader's manner. */
export function money({ currency, amount }: Payment, locale: string): string {
  const decimals = amount.split(".")[1]?.length ?? 0;
  const shown = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return shown.format(amount as Intl.StringNumericLiteral);
}

export const languages: Record<string, string> = { en: "English", ur: "اردو" };

/** The state as shown: a word and the class of its tag. An unconfirmed notice whose time is over says so. */
export function tellState(notice: MeterNotice): { word: string; tag: string } {
  if (notice.state === "expired" && notice.received === null) return { word: "over, never delivered", tag: "tag a" };
  if (notice.state === "expired" && notice.kind === "offer") return { word: "over, not answered", tag: "tag" };
  if (notice.state === "expired" && notice.confirm) return { word: "over, not confirmed", tag: "tag" };
  return states[notice.state];
}

type Step = "sent" | "received" | "shown" | "confirmed" | "accepted" | "declined" | "withdrawn";

/** The steps that a notice has come through, oldest first, with their instants. */
export function steps(notice: MeterNotice): { name: Step; at: string }[] {
  const answer = notice.state === "accepted" || notice.state === "declined" ? notice.state : "confirmed";
  const known = [
    { name: "sent", at: notice.sent },
    { name: "received", at: notice.received },
    { name: "shown", at: notice.shown },
    { name: answer, at: notice.confirmed },
    { name: "withdrawn", at: notice.withdrawn },
  ] as const;
  return known.flatMap(({ name, at }) => (at === null ? [] : [{ name, at }]));
}
