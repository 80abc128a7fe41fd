import { decimal } from "../kit/language.ts";
import { period, readable } from "./words.ts";

/** What an event of a meter says, in the operator's words. Its numbers are told by `EventCode` in the wire's room. */
interface Telling {
  /** What happened. */
  title: string;
  /** The figures that the event carries, in words; empty where it carries none. */
  detail?: (values: number[]) => string;
  /** Somebody should look: fraud, a switch that does not obey, memory that is damaged. */
  alarm?: boolean;
}

/** One line for each event; a meter's newer software may send others, which are shown as they came. */
const tellings: Record<string, Telling> = {
  POWER_UP: {
    title: "Started",
    detail: ([boot = 0, off = -1]) => `start number ${decimal(boot)}${off >= 0 ? `, was off for ${lasting(off)}` : ""}`,
  },
  POWER_DOWN: { title: "Supply failed" },
  CLOCK_SET: { title: "Clock set for the first time", detail: ([before = 0]) => `it showed ${instant(before)}` },
  CLOCK_STEP: {
    title: "Clock stepped",
    detail: ([before = 0, after = 0, watts]) =>
      `by ${after >= before ? "+" : "−"}${lasting(Math.abs(after - before))}, it showed ${instant(before)}${atPower(watts)}`,
  },
  SCHEDULE_CHANGED: {
    title: "Schedule in force",
    detail: ([sample = 0, push = 0]) => `measures every ${period(sample)}, sends every ${period(push)}`,
  },
  JOURNAL_THINNED: {
    title: "Journal fills: sample period stretched",
    detail: ([scheduled = 0, now = 0, fill = 0]) => `${period(now)} instead of ${period(scheduled)}, ${share(fill)} full`,
  },
  JOURNAL_RELAXED: {
    title: "Journal drained: scheduled period again",
    detail: ([scheduled = 0, fill = 0]) => `${period(scheduled)}, ${share(fill)} full`,
  },
  JOURNAL_FULL: { title: "Journal full: records left out", detail: ([left = 0]) => decimal(left), alarm: true },
  EPOCH_DECLARED: { title: "Began a new epoch", detail: ([epoch = 0]) => instant(epoch * 1000) },
  MEMORY_DAMAGED: { title: "Memory damaged", detail: ([places = 0]) => `in ${decimal(places)} places, found at the start`, alarm: true },
  JOURNAL_RECOVERED: { title: "Journal recovered after a power cut", detail: ([bytes = 0]) => `torn end of ${decimal(bytes)} B removed` },
  ORDER_DONE: { title: "Order carried out", detail: ([counter = 0, kind = 0]) => `number ${decimal(counter)}, ${orders[kind] ?? `kind ${kind}`}` },
  ORDER_REFUSED: {
    title: "Order refused",
    detail: ([counter = 0, reason = 0]) => `number ${decimal(counter)}: ${reasons[reason] ?? `reason ${reason}`}`,
    alarm: true,
  },
  MESSAGES_REFUSED: {
    title: "Messages refused",
    detail: ([reason = 0, count = 0]) => `${decimal(count)}, the last: ${messages[reason] ?? `reason ${reason}`}`,
    alarm: true,
  },
  SOFTWARE_CHANGED: {
    title: "Other software runs",
    detail: ([major = 0, minor = 0, patch = 0, watts]) => `${major}.${minor}.${patch}${atPower(watts)}`,
  },
  VOLTAGE_DIP: { title: "Voltage dipped", detail: ([ms = 0, volts = 0, phases = 0]) => `to ${voltage(volts)} for ${lasting(ms)}${onPhases(phases)}` },
  VOLTAGE_SWELL: { title: "Voltage swelled", detail: ([ms = 0, volts = 0, phases = 0]) => `to ${voltage(volts)} for ${lasting(ms)}${onPhases(phases)}` },
  SUPPLY_INTERRUPTION: { title: "Supply interrupted", detail: ([ms = 0]) => `for ${lasting(ms)}` },
  QUALITY_LIMIT_EXCEEDED: {
    title: "Supply left its limits",
    detail: ([quality = 0, value = 0, limit = 0, phases = 0]) => `${figure(quality, value)}, the limit is ${amount(quality, limit)}${onPhases(phases)}`,
    alarm: true,
  },
  QUALITY_LIMIT_KEPT: {
    title: "Supply is within its limits again",
    detail: ([quality = 0, worst = 0, ms = 0]) => `${figure(quality, worst)} at worst, outside for ${lasting(ms)}`,
  },
  QUALITY_EVENTS_COUNTED: {
    title: "Many events of the supply, only counted",
    detail: ([dips = 0, swells = 0, cuts = 0, others = 0, lowest = 0, highest = 0]) =>
      [
        dips + cuts > 0 ? `${decimal(dips)} dips and ${decimal(cuts)} interruptions, lowest ${voltage(lowest)}` : "",
        swells > 0 ? `${decimal(swells)} swells, highest ${voltage(highest)}` : "",
        others > 0 ? `${decimal(others)} others` : "",
      ]
        .filter((part) => part !== "")
        .join("; "),
    alarm: true,
  },
  CALENDAR_IN_FORCE: { title: "Calendar of rates in force", detail: ([id = 0]) => `number ${decimal(id)}` },
  BILLING_PERIOD_ENDED: {
    title: "Billing period ended",
    detail: ([number = 0, cause = 0]) => `number ${decimal(number)}, by ${cause === 2 ? "order" : "the calendar"}`,
  },
  NOTICE_RECEIVED: { title: "Notice for the display came", detail: ([number = 0, kind = 0]) => `number ${decimal(number)}, ${notices[kind] ?? `kind ${kind}`}` },
  NOTICE_SHOWN: { title: "Notice shown for the first time", detail: ([number = 0]) => `number ${decimal(number)}` },
  NOTICE_ACKNOWLEDGED: {
    title: "Notice confirmed at the display",
    detail: ([number = 0, answer = 0]) => `number ${decimal(number)}, ${answers[answer] ?? `answer ${answer}`}`,
  },
  NOTICE_WITHDRAWN: { title: "Notice withdrawn", detail: ([number = 0]) => `number ${decimal(number)}` },
  NOTICE_EXPIRED: {
    title: "Notice's time is over",
    detail: ([number = 0, confirmed = 0]) => `number ${decimal(number)}, ${confirmed === 1 ? "it had been confirmed" : "nobody had confirmed it"}`,
  },
  CALL_REQUESTED: { title: "Somebody at the display asks to be called", alarm: true },
  NOTICE_REFUSED: {
    title: "Notice not taken",
    detail: ([number = 0, reason = 0]) => `number ${decimal(number)}: ${reason === 9 ? "the display is full" : (reasons[reason] ?? `reason ${reason}`)}`,
  },
  PIN_REFUSED: { title: "Wrong PINs at the display", detail: ([count = 0]) => decimal(count), alarm: true },
  SOFTWARE_STAGED: { title: "Software received", detail: software },
  SOFTWARE_ON_TRIAL: { title: "Software on trial", detail: software },
  SOFTWARE_COMMITTED: { title: "Software stays", detail: software },
  SOFTWARE_ROLLED_BACK: { title: "Software rolled back", detail: software, alarm: true },
  SOFTWARE_REFUSED: {
    title: "Software refused",
    detail: ([counter = 0, reason = 0]) => `order ${decimal(counter)}: ${softwareReasons[reason] ?? `reason ${reason}`}`,
    alarm: true,
  },
  ENROLLED: { title: "Enrolled", detail: ([generation = 0]) => `agreement ${decimal(generation)}` },
  SOURCE_LOST: { title: "Source lost: nothing is measured", detail: ([why = 0]) => sources[why] ?? `reason ${why}`, alarm: true },
  SOURCE_BACK: { title: "Source is read again", detail: ([seconds = 0]) => `after ${lasting(seconds * 1000)}` },
  SOURCE_CHANGED: {
    title: "Another meter on the line: its counts begin anew",
    detail: ([before = 0, now = 0]) => `number …${before} before, …${now} now`,
    alarm: true,
  },
  SOURCE_COUNT_REFUSED: {
    title: "Count of the read meter refused",
    detail: ([kind = 0, least = 0, shown = 0]) =>
      `${kind === 1 ? "export" : "import"} shows ${decimal(shown / 1_000_000)} kWh, at least ${decimal(least / 1_000_000)} kWh was expected`,
    alarm: true,
  },
  SUPPLY_SWITCHED: {
    title: "Supply switched",
    detail: ([, by = 0, state = 0, cause = 0, closed = 0, watts = 0]) =>
      `${states[state] ?? `state ${state}`} by ${causes[cause] ?? "nobody"} (${letters[by - 1] ?? "?"}), relay ${positions[closed] ?? "unknown"}, ${decimal(watts)} W before`,
  },
  RELAY_DISAGREES: {
    title: "Relay does not obey",
    detail: ([wanted = 0, watts = 0, says]) =>
      `told to ${wanted ? "close" : "open"}, ${decimal(watts)} W flow${says === undefined ? "" : `, feedback ${positions[says] ?? says}`}`,
    alarm: true,
  },
  RELAY_FOLLOWS: {
    title: "Relay obeys again",
    detail: ([wanted = 0, operations = 0]) => `${wanted ? "closed" : "open"}, ${decimal(operations)} operations in its life`,
  },
  CUT_PLANNED: { title: "Cut ordered for later", detail: ([counter = 0, at = 0]) => `order ${decimal(counter)}, ${instant(at)}` },
  CUT_CALLED_OFF: { title: "Cut called off", detail: ([counter = 0]) => `order ${decimal(counter)}` },
  CUT_HELD: {
    title: "Cut held: utility not heard",
    detail: ([counter = 0, silent = -1]) => `order ${decimal(counter)}, ${silent < 0 ? "not heard since its start" : `not heard for ${lasting(silent * 1_000)}`}`,
    alarm: true,
  },
  RECONNECTION_PLANNED: { title: "Reconnection waits for its time", detail: ([counter = 0, at = 0]) => `order ${decimal(counter)}, ${instant(at)}` },
  STAY_OFF: { title: "Customer's “stay off”", detail: ([on = 0]) => (on ? "set" : "cleared") },
  LIMITER_SET: {
    title: "Limiter set",
    detail: ([monitored = 0, normal = -1, emergency = -1, over = 0, under = 0]) =>
      `normal ${threshold(normal, monitored)}, emergency ${threshold(emergency, monitored)}, over for ${decimal(over)} s, under for ${decimal(under)} s`,
  },
  EMERGENCY_BEGAN: {
    title: "Emergency limit began",
    detail: ([profile = 0, limit = 0, left = 0]) => `profile ${decimal(profile)}, ${decimal(limit)} for ${lasting(left * 1_000)}`,
  },
  EMERGENCY_ENDED: {
    title: "Emergency limit ended",
    detail: ([profile = 0, how = 0]) => `profile ${decimal(profile)}, ${endings[how] ?? `way ${how}`}`,
  },
  LIMIT_EXCEEDED: {
    title: "Limit exceeded: supply opened",
    detail: ([monitored = 0, value = 0, limit = 0, tries = 0]) =>
      `${threshold(value, monitored)} of ${threshold(limit, monitored)}, ${decimal(tries)} tries left`,
  },
  ...fraud("TERMINAL_COVER", "OPENED", "CLOSED", "Terminal cover"),
  ...fraud("MAIN_COVER", "OPENED", "CLOSED", "Main cover"),
  ...fraud("MAGNET", "BEGAN", "ENDED", "Magnet at the meter", "mT"),
  ...fraud("NEUTRAL_MISSING", "BEGAN", "ENDED", "Neutral missing", "mA in the neutral"),
  ...fraud("CURRENT_DIFFERENCE", "BEGAN", "ENDED", "Phase and neutral differ", "mA between them"),
  ...fraud("REVERSED_CURRENT", "BEGAN", "ENDED", "Current reversed", "mA"),
  ...fraud("POTENTIAL_MISSING", "BEGAN", "ENDED", "Current without voltage", "mV"),
  ...fraud("PHASE_SEQUENCE_REVERSED", "BEGAN", "ENDED", "Phase sequence reversed"),
  ...fraud("ENERGY_WHILE_OPEN", "BEGAN", "ENDED", "Energy flows although the supply is open", "mA"),
  CONFIGURATION_CHANGED: {
    title: "Configuration changed",
    detail: ([before = 0, now = 0, , watts]) => `fingerprint ${before.toString(16)} became ${now.toString(16)}${atPower(watts)}`,
    alarm: true,
  },
  FRAUD_REPEATED: {
    title: "Fraud events left out",
    detail: ([last = 0, count = 0]) => `${decimal(count)} more, the last with code ${decimal(last)}`,
    alarm: true,
  },
  WIFI_JOINED: { title: "Home network joined", detail: ([signal = 0]) => `${decimal(signal)} dBm` },
  WIFI_TROUBLE: { title: "Trouble with the home network", detail: ([trouble = 0]) => wifiTroubles[trouble] ?? `trouble ${trouble}`, alarm: true },
  WIFI_TROUBLE_OVER: { title: "Home network is well again", detail: ([signal = 0]) => `${decimal(signal)} dBm` },
  WIFI_CHANGED: { title: "Home network changed at the meter" },
  WIFI_CHANGE_FAILED: {
    title: "Changed home network did not come up",
    detail: ([trouble = 0]) => wifiTroubles[trouble] ?? `trouble ${trouble}`,
    alarm: true,
  },
  WIFI_SETUP_OPENED: { title: "Meter opened its own network for setting up" },
  WIFI_SETUP_CLOSED: { title: "Meter closed its own network" },
};

function software([counter = 0, ...version]: number[]): string {
  return `${version.join(".")}, order ${decimal(counter)}`;
}

/** Why a meter refuses a software image, by the numbers of EventCode.SOFTWARE_REFUSED. */
const softwareReasons: Record<number, string> = {
  1: "cannot be fetched",
  2: "not the image that was ordered",
  3: "not signed by the maker",
  4: "another size than it says",
  5: "damaged",
  6: "for another kind of board",
  7: "older than what runs",
  8: "needs another version before it",
  9: "cannot be unpacked",
};

/** What is wrong with the home network, by the numbers of EventCode.WIFI_TROUBLE. */
const wifiTroubles: Record<number, string> = {
  2: "not in reach",
  3: "password refused",
  4: "not let in",
  5: "no address",
  6: "somebody must sign in first",
  7: "no internet",
  8: "weak signal",
};

/** Kinds of notices and answers to them, by the numbers of EventCode. */
const notices: Record<number, string> = { 1: "message", 2: "bill", 3: "offer", 4: "warning" };
const answers: Record<number, string> = { 1: "seen", 2: "accepted", 3: "declined" };

/** Orders by the number of their body's field in line.proto. */
const orders: Record<number, string> = { 10: "schedule", 11: "time", 12: "live reading", 13: "profile", 14: "calendar", 15: "demand", 20: "limiter", 21: "emergency limit", 22: "disconnect", 23: "reconnect", 30: "notice", 31: "withdrawal of a notice", 40: "software" };

/** Qualities of the supply and their units, by the numbers of EventCode.QUALITY_LIMIT_EXCEEDED. */
const qualities: Record<number, [name: string, unit: string]> = {
  1: ["voltage", " V"],
  2: ["voltage", " V"],
  3: ["frequency", " Hz"],
  4: ["frequency", " Hz"],
  5: ["distortion of the voltage", " %"],
  6: ["unbalance", " %"],
  7: ["flicker", ""],
};

/** What is wrong with the source, by the numbers of EventCode.SOURCE_LOST. */
const sources: Record<number, string> = { 1: "it cannot be opened", 2: "the line is gone", 3: "it is silent", 4: "what comes is unreadable" };


/** Transitions of the disconnect control by the letters of COSEM class 70. */
const letters = ["a", "b", "c", "d", "e", "f", "g", "h"];
const states = ["disconnected", "connected", "ready for reconnection"];
const causes: Record<number, string> = { 1: "the utility", 2: "the customer", 3: "the limiter", 4: "the relay, which did not close" };
const positions = ["open", "closed", "unknown"];
const endings: Record<number, string> = { 1: "ran out", 2: "by order", 3: "replaced" };

/** A value of the limiter in its unit, by the number of what is monitored. */
function threshold(value: number, monitored: number): string {
  if (value < 0) return "none";
  if (monitored === 2 || monitored === 3) return `${decimal(value / 1_000)} A`;
  return `${decimal(value)} ${monitored === 4 ? "VA" : "W"}`;
}

/** Power when it happened; meters of older software do not tell it. */
function atPower(watts?: number): string {
  return watts === undefined ? "" : `, ${decimal(watts)} W`;
}

/** The two events of a kind of fraud; where it begins, somebody should look. */
function fraud(kind: string, begun: string, ended: string, title: string, unit = ""): Record<string, Telling> {
  const detail = ([watts = 0, measured = 0, phase = 0, off = 0]: number[]) =>
    [
      `${decimal(watts)} W`,
      unit && `${decimal(measured)} ${unit}`,
      phase > 0 && `phase ${phase}`,
      off > 0 && "while the meter was off",
    ]
      .filter(Boolean)
      .join(", ");
  return {
    [`${kind}_${begun}`]: { title: begun === "OPENED" ? `${title} opened` : title, detail, alarm: true },
    [`${kind}_${ended}`]: { title: begun === "OPENED" ? `${title} closed` : `${title}: over`, detail },
  };
}

/** Why a meter refuses an order, by the numbers of OrderRefusedException.Reason. */
const reasons: Record<number, string> = {
  1: "not signed by the command key",
  2: "malformed",
  3: "of a kind it does not know",
  4: "critical and not approved",
  5: "for another meter",
  6: "not yet valid",
  7: "expired",
  8: "counter used already",
  9: "not possible now",
};

/** Why a meter refuses a message, by the numbers of EventCode.MESSAGES_REFUSED. */
const messages: Record<number, string> = {
  1: "broken seal",
  3: "malformed",
  4: "of another epoch",
  5: "beyond its last record",
  6: "backwards",
  8: "a time nobody asked for",
};

/** An event as shown: title, figures in words, whether it is an alarm. */
export function tell(name: string, code: number, values: number[]): { title: string; detail: string; alarm: boolean } {
  const telling = tellings[name];
  if (!telling) return { title: readable(name || String(code)), detail: values.join(", "), alarm: false };
  return { title: telling.title, detail: telling.detail?.(values) ?? "", alarm: telling.alarm ?? false };
}

/** Names of all events that are told in words. */
export const told = Object.keys(tellings);

function figure(quality: number, thousandths: number): string {
  return `${qualities[quality]?.[0] ?? `quality ${quality}`} ${amount(quality, thousandths)}`;
}

function amount(quality: number, thousandths: number): string {
  return `${decimal(thousandths / 1_000, 2)}${qualities[quality]?.[1] ?? ""}`;
}

function voltage(millivolts: number): string {
  return `${decimal(millivolts / 1_000, 1)} V`;
}

/** Bit 0 is L1. */
function onPhases(mask: number): string {
  const names = [1, 2, 3].filter((phase) => mask & (1 << (phase - 1))).map((phase) => `L${phase}`);
  return names.length > 0 ? ` on ${names.join(", ")}` : "";
}

function share(permille: number): string {
  return `${decimal(Math.round(permille / 10))} %`;
}

function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** How long, in the unit that a person would say. */
export function lasting(milliseconds: number): string {
  if (milliseconds < 1_000) return `${decimal(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 120) return `${decimal(Math.round(seconds * 10) / 10)} s`;
  if (seconds < 7_200) return `${decimal(Math.round(seconds / 60))} min`;
  return seconds < 172_800 ? `${decimal(Math.round(seconds / 360) / 10)} h` : `${decimal(Math.round(seconds / 86_400))} days`;
}
