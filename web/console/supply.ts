import type { Supply } from "../kit/api.ts";
import { decimal } from "../kit/language.ts";

/** How a meter's switch stands, in the operator's words: the answer, and the reason under it. */
export interface SupplySaid {
  answer: string;
  tone: "ok" | "wait" | "bad";
  reason: string;
}

const causes: Record<string, string> = { utility: "by the utility", customer: "by the customer", limiter: "by the limiter", relay: "because the relay did not close" };

/** The control modes of COSEM class 70: how a supply comes back, and whether the customer may open it by hand. */
const modes = [
  "the supply cannot be cut",
  "closed by the customer at the meter",
  "closed by the utility's order alone",
  "closed by the customer at the meter, not opened by hand",
  "closed by the utility's order alone, not opened by hand",
  "closed by the customer at the meter, or by the limiter that opened it",
  "closed by the customer at the meter, or by the limiter that opened it; not opened by hand",
];

export function saySupply(supply: Supply): SupplySaid {
  const by = causes[supply.cause ?? ""] ?? "";
  if (supply.relayFault || supply.output === "unknown") return sayDoubt(supply);
  if (supply.output === "closed") return { answer: "On", tone: "ok", reason: by && `Closed ${by}.` };
  const opened = by ? `Opened ${by}. ` : "";
  if (supply.state === "ready") return { answer: "Off, ready to be closed", tone: "wait", reason: `${opened}It can be closed at the meter.` };
  if (supply.state !== "disconnected") return { answer: "Off", tone: "bad", reason: `${opened}The meter means it to be on.` };
  return { answer: "Off", tone: "bad", reason: `${opened}It needs the utility's order before anybody can close it.` };
}

/** A relay that does not do what it was told, or cannot be seen to: its feedback and what is measured contradict. */
function sayDoubt(supply: Supply): SupplySaid {
  const told = supply.state === "connected" ? "close" : "open";
  const go = "Somebody has to go there.";
  if (supply.output === "unknown") {
    return {
      answer: `Doubtful, told to ${told}`,
      tone: "bad",
      reason:
        supply.feedback === "unreadable" || supply.feedback === null
          ? `The relay's feedback cannot be read, and nothing flows. ${go}`
          : `The relay's feedback says ${supply.feedback}, but what the meter measured speaks against it. ${go}`,
    };
  }
  if (supply.output === "closed" && told === "close") {
    return { answer: "On, feedback doubtful", tone: "bad", reason: `Current flows, but the relay's feedback ${supply.feedback === "open" ? "says open" : "cannot be read"}. ${go}` };
  }
  return {
    answer: supply.output === "closed" ? "Closed, told to open" : "Open, told to close",
    tone: "bad",
    reason: `The relay does not do what it was told${supply.output === "closed" && supply.feedback === "open" ? ": current flows although its feedback says open" : ""}. ${go}`,
  };
}

/** "5: closed by …" */
export function sayMode(mode: number): string {
  return modes[mode] === undefined ? `mode ${mode}` : `${mode}: ${modes[mode]}`;
}

/** The limit in force in its unit; empty where there is none. */
export function sayLimit(supply: Supply): string {
  if (supply.limit === null) return "";
  switch (supply.monitored) {
    case "current-l1":
      return `${amperes(supply.limit)} A on L1`;
    case "current-any-phase":
      return `${amperes(supply.limit)} A on any phase`;
    case "apparent-power-import":
      return `${decimal(supply.limit)} VA`;
    default:
      return `${decimal(supply.limit)} W`;
  }
}

function amperes(milliamperes: number): string {
  return decimal(milliamperes / 1000, milliamperes % 1000 === 0 ? 0 : 1);
}
