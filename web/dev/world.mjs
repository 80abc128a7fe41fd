// A made-up neighbourhood behind the mock server: curves with a gap, an estimate and a day whose
// clock changes, meters in every state. Deterministic, apart from the clock.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A number in [0, 1) that depends only on its arguments. */
function chance(...seeds) {
  let hash = 2166136261;
  for (const character of seeds.join(",")) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

const parts = (at, zone) =>
  Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );

export const dayOf = (at, zone) => {
  const { year, month, day } = parts(at, zone);
  return `${year}-${month}-${day}`;
};

/** The instant of a local midnight. */
export function midnight(day, zone) {
  const utc = Date.parse(day + "T00:00:00Z");
  for (let at = utc - 14 * HOUR; at <= utc + 14 * HOUR; at += HOUR / 2) {
    if (dayOf(at, zone) === day && dayOf(at - 1, zone) !== day) return at;
  }
  throw new Error(`no midnight ${day} in ${zone}`);
}

const next = (day, steps = 1) => new Date(Date.parse(day + "T12:00:00Z") + steps * DAY).toISOString().slice(0, 10);

/** What a home draws at an instant, in kW. */
export function draw(home, at, zone) {
  const { hour, minute } = parts(at, zone);
  const clock = Number(hour) + Number(minute) / 60;
  const bump = (centre, width, height) => height * Math.exp(-(((clock - centre) / width) ** 2));
  const base = 0.09 + 0.11 * (Math.floor(at / (HOUR / 4)) % 3 === 0 ? 1 : 0);
  const day = dayOf(at, zone);
  const kettle = chance(home, day, Math.floor(clock * 4)) > 0.93 ? 1.1 * chance(home, at) : 0;
  return base + bump(7.2, 1, 0.9) + bump(13, 1.6, 0.5) + bump(20, 2, 1.5) * (0.7 + 0.6 * chance(home, day)) + kettle;
}

const stamp = (at) => new Date(at).toISOString().replace(".000Z", "Z");

const remembered = new Map();

/** A day's answer; days gone by are made once, because the zone's arithmetic is slow. */
export function curve(home, day, zone, now = Date.now(), period = Number(process.env.PERIOD ?? 900) * 1000) {
  const key = [home, day, zone, Math.floor(now / period)].join();
  if (!remembered.has(key)) remembered.set(key, makeCurve(home, day, zone, now, period));
  return remembered.get(key);
}

function makeCurve(home, day, zone, now, period) {
  const start = midnight(day, zone);
  const end = midnight(next(day), zone);
  const intervals = [];
  const usual = [];
  let total = 0;
  for (let at = start; at < end; at += period) {
    const future = at + period > now;
    const place = (at - start) / (end - start);
    const gap = chance(home, day, "gap") > 0.35 && place > 0.3 && place < 0.36;
    const estimated = chance(home, day, "estimate") > 0.35 && place > 0.12 && place < 0.2;
    const energy = (draw(home, at, zone) * period) / HOUR;
    const missing = future || gap;
    if (!missing) total += Math.round(energy * 1000);
    intervals.push({
      start: stamp(at),
      end: stamp(at + period),
      kwh: missing ? null : energy.toFixed(3),
      status: missing ? "missing" : estimated ? "estimated" : "actual",
    });
    const mean = [7, 14, 21, 28].reduce((sum, back) => sum + draw(home, at - back * DAY, zone) / 4, 0);
    usual.push({ start: stamp(at), end: stamp(at + period), kwh: ((mean * period) / HOUR).toFixed(4) });
  }
  const usualTotal = usual.reduce((sum, each) => sum + Number(each.kwh), 0).toFixed(3);
  return { zone, day, start: stamp(start), end: stamp(end), intervals, total: (total / 1000).toFixed(3), usual, usualTotal };
}

export function month(home, wanted, zone, first) {
  const today = dayOf(Date.now(), zone);
  const days = [];
  let sum = 0;
  for (let day = wanted + "-01"; day.startsWith(wanted); day = next(day)) {
    if (day > today) break;
    const known = day >= first;
    const energy = known ? Number(curve(home, day, zone).total) : null;
    sum += energy ?? 0;
    const complete = known && day !== today && chance(home, day, "gap") <= 0.9;
    days.push({ day, kwh: energy?.toFixed(3) ?? null, complete, cumulative: known ? sum.toFixed(3) : null });
  }
  return {
    zone,
    month: wanted,
    start: stamp(midnight(wanted + "-01", zone)),
    end: stamp(midnight(next(wanted + "-28", 4).slice(0, 7) + "-01", zone)),
    days,
    total: sum.toFixed(3),
    soFar: wanted === today.slice(0, 7),
    previousTotal: wanted > first.slice(0, 7) ? "298.114" : null,
    firstMonth: first.slice(0, 7),
    lastMonth: today.slice(0, 7),
  };
}

const roads = ["Garden Road", "Canal View", "Mill Lane", "Station Road", "Old Fort Street"];

export const meters = Array.from({ length: 137 }, (_, index) => {
  const now = Date.now();
  const silent = index % 23 === 7;
  const last = now - (silent ? 2 * DAY + index * HOUR : 60_000 + (index % 14) * 60_000);
  const never = index === 60;
  return {
    id: `SEM${String(2_026_000_000_000 + index * 7).padStart(13, "0")}`,
    place: index === 61 ? null : { id: `place-${index}`, name: `${12 + index} ${roads[index % 5]}`, address: `${12 + index} ${roads[index % 5]}, Block ${index % 7}` },
    connected: !silent && !never,
    lastMeasured: never ? null : stamp(Math.floor(last / 900_000) * 900_000),
    lastReceived: never ? null : stamp(last),
    storedUpTo: never ? 0 : 3400 + index,
    missing: index % 17 === 3 ? 12 + index : 0,
    quarantined: index % 41 === 5 ? 2 : 0,
    refused: index % 31 === 9 ? 4 : 0,
    samplePeriodSeconds: 900,
    pushPeriodSeconds: index % 9 === 0 ? 3600 : 900,
  };
});

/** How the switch of a meter stands: on at most homes, opened by the limiter at one, none at an old meter. */
function supply(row, now) {
  if (row.quarantined) return null;
  const open = row.missing > 0;
  return {
    at: stamp(now - 4 * HOUR),
    output: open ? "open" : "closed",
    feedback: open ? "open" : "closed",
    state: open ? "ready" : "connected",
    mode: 5,
    stayOff: open,
    cause: open ? "limiter" : null,
    relayFault: false,
    limit: open ? 10_000 : null,
    monitored: open ? "current-l1" : null,
    emergencyProfile: open ? 3 : null,
    cutAt: open ? stamp(now + 3 * DAY) : null,
    cutHeld: false,
    relayOperations: 17,
  };
}

/** A notice as it is when it has just been sent. */
export function newNotice(draft, number, now = Date.now()) {
  const { lastDay, ...words } = draft;
  const none = { received: null, shown: null, confirmed: null, withdrawn: null };
  return { number, ...words, sent: stamp(now), until: lastDay + "T19:00:00Z", sender: "operator", state: "waiting", open: true, ...none };
}

/** What was written to a display before: a bill that was seen, an offer declined, a warning confirmed, one on it, one that never came. */
export function oldNotices(now = Date.now()) {
  const day = (days) => new Date(now + days * DAY).toISOString().slice(0, 10);
  const words = { language: "en", text: "", kind: "message", payment: null, urgency: "information", confirm: false, reason: "customer asked for it by telephone" };
  return [
    {
      ...newNotice({ ...words, kind: "bill", payment: { currency: "PKR", amount: "4260.50", due: day(14) }, title: "Your bill for October", text: "112 kWh", lastDay: day(20), confirm: true }, 28_400_005, now - 2 * HOUR),
      ...{ state: "shown", received: stamp(now - 2 * HOUR + 3000), shown: stamp(now - HOUR) },
    },
    {
      ...newNotice({ ...words, kind: "offer", title: "Half price at night for a month", lastDay: day(3), confirm: true }, 28_400_004, now - 4 * HOUR),
      ...{ state: "declined", received: stamp(now - 4 * HOUR + 3000), shown: stamp(now - HOUR), confirmed: stamp(now - HOUR) },
    },
    {
      ...newNotice({ ...words, title: "Works in your street", text: "No supply on Tuesday from 9 to 11.\nPlease switch off what must not start by itself.", urgency: "warning", confirm: true, lastDay: day(2), reason: "cable exchange, works order 4711" }, 28_400_003, now - 5 * HOUR),
      ...{ state: "confirmed", received: stamp(now - 5 * HOUR + 4000), shown: stamp(now - 3 * HOUR), confirmed: stamp(now - 3 * HOUR + 9000) },
    },
    { ...newNotice({ ...words, language: "ur", title: "آپ کی گلی میں کام", lastDay: day(5) }, 28_400_002, now - DAY), ...{ state: "delivered", received: stamp(now - DAY + 2000) } },
    { ...newNotice({ ...words, title: "Our office is closed on Friday", lastDay: day(-2) }, 28_400_001, now - 9 * DAY), ...{ state: "expired", open: false } },
  ];
}

export function meterDetail(row, zone) {
  const now = Date.now();
  return {
    ...row,
    zone,
    epoch: 1_792_000_000,
    software: "0.1.0",
    clockSet: true,
    journalFill: 0.07,
    installedSince: stamp(now - 36 * DAY),
    gaps: row.missing ? [{ first: 1204, last: 1203 + row.missing - 4 }, { first: 2980, last: 2983 }] : [],
    schedule: { samplePeriodSeconds: row.samplePeriodSeconds, pushPeriodSeconds: row.pushPeriodSeconds, pending: row.pending ?? false },
    supply: supply(row, now),
    events: [
      { time: stamp(now - 2 * HOUR), code: 4, name: "SCHEDULE_CHANGED", values: [900, 900] },
      { time: stamp(now - 26 * HOUR), code: 2, name: "CLOCK_STEP", values: [-3] },
      { time: stamp(now - 36 * DAY), code: 3, name: "POWER_UP", values: [] },
    ],
    refusals: row.refused ? [{ at: stamp(now - 3 * HOUR), reason: "SEAL_BROKEN", detail: "The seal of message 4:118 does not open with this meter's key." }] : [],
    quarantine: row.quarantined ? [{ sequence: 2211, reason: "ABSURD_TIME", detail: "three days ahead of now", time: stamp(now + 3 * DAY) }] : [],
    chain: { verifiedUpTo: Math.max(0, row.storedUpTo - 40), broken: false },
  };
}

export function overview(zone) {
  const now = Date.now();
  const day = dayOf(now, zone);
  const loads = curve("1", day, zone).intervals.map((interval) => ({
    ...interval,
    kwh: interval.status === "missing" && Date.parse(interval.end) > now ? null : (Number(interval.kwh ?? 0.2) * 98).toFixed(3),
    meters: 136,
  }));
  return {
    at: stamp(now),
    zone,
    meters: meters.length,
    connected: meters.filter((meter) => meter.connected).length,
    silent24h: 6,
    withGaps: 8,
    yesterdayComplete: 0.99941,
    intake: { recordsPerSecond: 231.4, valuesPerSecond: 1851, storedRecords: 473_288 },
    refused24h: 5,
    quarantined: 8,
    today: { intervals: loads },
    attention: [
      { kind: "gaps", meter: meters[3].id, detail: "15 records missing, asked for again", since: stamp(now - 3 * HOUR) },
      { kind: "silent", meter: meters[7].id, detail: "nothing received for 2 days", since: stamp(now - 55 * HOUR) },
      { kind: "refused", meter: meters[9].id, detail: "seal does not open", since: stamp(now - 3 * HOUR) },
      { kind: "quarantined", meter: meters[5].id, detail: "2 records with a time ahead of now", since: stamp(now - 30 * HOUR) },
      { kind: "chain", meter: meters[11].id, detail: "signed head does not match the records", since: null },
    ],
  };
}

export const refusals = {
  counts: [
    { reason: "SEAL_BROKEN", count: 4 },
    { reason: "FOREIGN_TOPIC", count: 1 },
    { reason: "COUNTER_REUSED", count: 12 },
  ],
  recent: Array.from({ length: 17 }, (_, index) => ({
    at: stamp(Date.now() - (index + 1) * 27 * 60_000),
    meter: index % 5 === 4 ? null : meters[(index % 3) * 31 + 9].id,
    reason: ["SEAL_BROKEN", "COUNTER_REUSED", "COUNTER_REUSED", "FOREIGN_TOPIC"][index % 4],
    detail: "Message 4:118 came twice with different bytes; the second was not stored.",
  })),
};
