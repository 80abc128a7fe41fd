/** The server's API: its contracts as types, and one way to ask. See the OpenAPI document for the meaning of each. */
import type { Interval } from "./energy.ts";

export interface Session {
  name: string;
  /** An approver is an operator who may approve what others ask for. */
  role: "customer" | "operator" | "approver";
  displayName: string;
}

export interface Place {
  id: string;
  name: string;
  address: string;
}

export interface Home {
  place: Place;
  zone: string;
  meter: string;
  lastMeasured: string | null;
  lastReceived: string | null;
  installedSince: string;
  samplePeriodSeconds: number;
  today: string;
}

export interface Curve {
  zone: string;
  day: string;
  start: string;
  end: string;
  intervals: Interval[];
  total: string;
  usual: Interval[];
  usualTotal: string | null;
}

export interface DayEnergy {
  day: string;
  kwh: string | null;
  complete: boolean;
  cumulative: string | null;
}

export interface Month {
  zone: string;
  month: string;
  start: string;
  end: string;
  days: DayEnergy[];
  total: string;
  soFar: boolean;
  previousTotal: string | null;
  firstMonth: string | null;
  lastMonth: string | null;
}

export interface Live {
  time: string;
  watts: number;
  vars: number;
  volts: number[];
  amperes: number[];
  hertz: number;
  importKwh: string;
  exportKwh: string;
}

export interface Waiting {
  reason: "not-connected" | "asked";
}

export interface Overview {
  at: string;
  zone: string;
  meters: number;
  connected: number;
  silent24h: number;
  withGaps: number;
  yesterdayComplete: number | null;
  intake: { recordsPerSecond: number; valuesPerSecond: number; storedRecords: number };
  refused24h: number;
  quarantined: number;
  today: { intervals: (Interval & { meters: number })[] };
  attention: { kind: string; meter: string | null; detail: string; since: string | null }[];
}

export interface Intake {
  at: string;
  recordsPerSecond: number;
  valuesPerSecond: number;
  uploadsPerSecond: number;
  connected: number;
}

export interface MeterRow {
  id: string;
  place: Place | null;
  connected: boolean;
  lastMeasured: string | null;
  lastReceived: string | null;
  storedUpTo: number;
  missing: number;
  quarantined: number;
  refused: number;
  samplePeriodSeconds: number;
  pushPeriodSeconds: number;
}

/** How a meter's switch stands, as it last said. */
export interface Supply {
  at: string;
  /** Whether supply can flow, by the relay's feedback and by what the meter measures. */
  output: "open" | "closed" | "unknown";
  /** What the relay itself says, right or wrong; null where the meter does not say. */
  feedback: "open" | "closed" | "unreadable" | null;
  state: "disconnected" | "connected" | "ready" | "unknown";
  mode: number;
  stayOff: boolean;
  cause: "utility" | "customer" | "limiter" | "relay" | null;
  relayFault: boolean;
  limit: number | null;
  monitored: "active-power-import" | "current-l1" | "current-any-phase" | "apparent-power-import" | null;
  emergencyProfile: number | null;
  cutAt: string | null;
  cutHeld: boolean;
  relayOperations: number;
}

export type NoticeKind = "message" | "bill" | "offer";
export type Urgency = "information" | "important" | "warning";

/** What a bill asks for: the amount as exact text in the currency's unit, the day where the meter is. */
export interface Payment {
  currency: string;
  amount: string;
  due: string;
}

/** What an operator wrote to a meter's display, and what became of it. */
export interface MeterNotice {
  number: number;
  language: string;
  title: string;
  text: string;
  kind: NoticeKind;
  payment: Payment | null;
  urgency: Urgency;
  confirm: boolean;
  sent: string;
  until: string;
  sender: string;
  reason: string;
  state: "waiting" | "refused" | "delivered" | "shown" | "confirmed" | "accepted" | "declined" | "expired" | "withdrawing" | "withdrawn";
  open: boolean;
  received: string | null;
  shown: string | null;
  confirmed: string | null;
  withdrawn: string | null;
}

export interface NoticeDraft {
  language: string;
  title: string;
  text: string;
  kind: NoticeKind;
  payment: Payment | null;
  urgency: string;
  confirm: boolean;
  lastDay: string;
  reason: string;
}

export interface MeterDetail extends MeterRow {
  zone: string;
  epoch: number | null;
  software: string | null;
  clockSet: boolean | null;
  journalFill: number | null;
  installedSince: string | null;
  gaps: { first: number; last: number }[];
  schedule: { samplePeriodSeconds: number; pushPeriodSeconds: number; pending: boolean };
  supply: Supply | null;
  events: { time: string; code: number; name: string; values: number[] }[];
  refusals: { at: string; reason: string; detail: string }[];
  quarantine: { sequence: number; reason: string; detail: string; time: string | null }[];
  chain: { verifiedUpTo: number; broken: boolean };
}

/** What a register showed last; the value is exact, in its unit. */
export interface MeterRegister {
  code: string;
  value: string;
  unit: string;
  time: string;
}

export interface Refusals {
  counts: { reason: string; count: number }[];
  recent: { at: string; meter: string | null; reason: string; detail: string }[];
}

/** The server answered, and the answer is no; `message` says what to do, in plain words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds: number | null,
  ) {
    super(message);
  }
}

/** No answer came: no connection, or the server is away. */
export class Unreachable extends Error {}

/** Told on `window` when the server no longer knows the session. */
export const sessionEnded = "session-ended";

interface ErrorBody {
  error?: { code?: string; message?: string; retryAfterSeconds?: number };
  retryAfterSeconds?: number;
}

/** Asks the server; `path` is what follows `/api/`. */
export async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF"] = "1";
  if (body) headers["Content-Type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  } catch (cause) {
    throw new Unreachable("no answer", { cause });
  }
  const text = await response.text();
  if (response.ok) return (text === "" ? undefined : JSON.parse(text)) as T;
  if (response.status === 401 && path !== "session") window.dispatchEvent(new Event(sessionEnded));
  throw refusal(response, text);
}

function refusal(response: Response, text: string): Error {
  if ([502, 503, 504].includes(response.status)) return new Unreachable("the server is away");
  let body: ErrorBody = {};
  try {
    body = JSON.parse(text) as ErrorBody;
  } catch {
    // A proxy's own page is no answer of ours; the status alone tells.
  }
  const wait = body.error?.retryAfterSeconds ?? body.retryAfterSeconds ?? Number(response.headers.get("Retry-After"));
  return new Refused(response.status, body.error?.code ?? "", body.error?.message ?? "", wait || null);
}

const query = (values: Record<string, string | number>) =>
  new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString();
const meterPath = (id: string) => `operator/meters/${encodeURIComponent(id)}`;

export interface MeterQuery {
  search: string;
  filter: string;
  sort: string;
  offset: number;
  limit: number;
}

/** Every question the screens may ask. */
/** What a rule of validation found in a meter's day. */
export interface Finding {
  rule: string;
  from: string;
  to: string;
  detail: string;
}

/** A local day of a meter as it was validated. */
export interface ValidatedDay {
  day: string;
  zone: string;
  findings: Finding[];
  intervals: { start: string; end: string; kwh: string | null; status: "actual" | "estimated" | "edited" | "missing"; version: number }[];
  versions: { number: number; kind: "estimate" | "edit" | "withdrawal"; author: string; reason: string; written: string; intervals: number }[];
}

/** How whole a local day is: at the deadline, and since. */
export interface DayCoverage {
  day: string;
  deadline: string;
  taken: string;
  meters: number;
  complete: number;
  lookedAt: string;
  completeByThen: number;
}

export const api = {
  session: () => ask<Session>("GET", "session"),
  signIn: (name: string, password: string) => ask<Session>("POST", "session", { name, password }),
  signOut: () => ask<void>("DELETE", "session"),
  home: () => ask<Home>("GET", "home"),
  curve: (day: string) => ask<Curve>("GET", `home/curve?${query({ day })}`),
  month: (month: string) => ask<Month>("GET", `home/month?${query({ month })}`),
  overview: () => ask<Overview>("GET", "operator/overview"),
  meters: (wanted: MeterQuery) =>
    ask<{ total: number; meters: MeterRow[] }>("GET", `operator/meters?${query({ ...wanted })}`),
  meter: (id: string) => ask<MeterDetail>("GET", meterPath(id)),
  giveReason: (id: string, reason: string) => ask<{ until: string }>("POST", `${meterPath(id)}/reason`, { reason }),
  meterRegisters: (id: string) => ask<MeterRegister[]>("GET", `${meterPath(id)}/registers`),
  coverage: (days: number) => ask<DayCoverage[]>("GET", `operator/coverage?${query({ days })}`),
  incomplete: (day: string) => ask<{ meter: string; knownUpTo: string | null }[]>("GET", `operator/coverage/${encodeURIComponent(day)}`),
  meterValidation: (id: string, day: string) => ask<ValidatedDay>("GET", `${meterPath(id)}/validation?${query({ day })}`),
  meterCurve: (id: string, day: string) => ask<Curve>("GET", `${meterPath(id)}/curve?${query({ day })}`),
  schedule: (id: string, samplePeriodSeconds: number, pushPeriodSeconds: number) =>
    ask<{ pending: boolean }>("PUT", `${meterPath(id)}/schedule`, { samplePeriodSeconds, pushPeriodSeconds }),
  notices: (id: string) => ask<MeterNotice[]>("GET", `${meterPath(id)}/notices`),
  sendNotice: (id: string, draft: NoticeDraft) => ask<MeterNotice>("POST", `${meterPath(id)}/notices`, draft),
  withdrawNotice: (id: string, number: number, reason: string) =>
    ask<MeterNotice>("POST", `${meterPath(id)}/notices/${number}/withdrawal`, { reason }),
  refusals: (meter: string, limit: number) =>
    ask<Refusals>("GET", `operator/refusals?${query({ ...(meter ? { meter } : {}), limit })}`),
};
