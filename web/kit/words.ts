import { decimal, plural } from "./language.ts";

const count = (n: number, one: string, other: string) => `${decimal(n)} ${plural(n, { one, other })}`;

/** What the shared parts say, in English. Another language assigns its own over these at start. */
export const words = {
  product: "Smart-Meter",
  loading: "Loading…",
  tryAgain: "Try again",
  signIn: "Sign in",
  signingIn: "Signing in…",
  signOut: "Sign out",
  name: "Name",
  password: "Password",
  wrongPassword: "This name and password do not belong together. Check both and try again.",
  tooManyTries: (seconds: number) => `Too many tries. Wait ${count(seconds, "second", "seconds")} and try again.`,
  sessionEnded: "You were signed out because the session ended. Sign in again to go on.",
  offlineSignIn: "There is no connection to the utility. Check your internet connection and try again.",
  offline: "No connection to the utility.",
  failed: "This could not be loaded.",
  serverTrouble: "The utility's system did not answer as it should. Try again in a minute.",
  age: {
    now: "just now",
    seconds: (n: number) => `${decimal(n)} s ago`,
    minutes: (n: number) => `${decimal(n)} min ago`,
    hours: (n: number) => `${decimal(n)} h ago`,
    days: (n: number) => `${count(n, "day", "days")} ago`,
  },
  kilowatt: "kW",
  megawatt: "MW",
  kilowattHour: "kWh",
  power: "Power",
  energy: "Energy",
  time: "Time",
  day: "Day",
  status: "Status",
  actual: "measured",
  estimated: "estimated",
  missing: "not known",
  partly: "partly known",
  today: "today",
  thisDay: "this day",
  usual: "usual",
  perDay: "each day",
  monthSoFar: "added up",
  asTable: "As a table",
  timesIn: (place: string, offset: string) => `Times in ${place} (${offset})`,
  clockChanges: (hours: number) => `The clock changes: this day has ${decimal(hours)} hours`,
  chartHint: "Use the arrow keys to read the values.",
  gapNote: (n: number) => `${count(n, "gap", "gaps")}: nothing is known for that time yet`,
  estimateNote: "Dashed stretches are estimated",
};

export type Words = typeof words;
