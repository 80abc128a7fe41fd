import { Trace } from "./draw.js";
import { wifi } from "./wifi.js";

const LANGUAGES = {
  en: { locale: "en-GB", direction: "ltr", name: "English", file: "./words.js" },
  ur: { locale: "ur-PK", direction: "rtl", name: "اردو", file: "./words.ur.js" },
};
/** What ends at midnight is told by the day that people call its last. */
const LAST_MINUTE = 60_000;
const STALE_MILLISECONDS = 15_000;
const LOST_MILLISECONDS = 6_000;
const RETRY_MILLISECONDS = [500, 1_000, 2_000, 4_000, 8_000];

const language = [new URLSearchParams(location.search).get("lang"), ...navigator.languages]
  .map((each) => (each ?? "").split("-")[0])
  .find((each) => each in LANGUAGES) ?? "en";
const { locale, direction } = LANGUAGES[language];
const { words } = await import(LANGUAGES[language].file);

const $ = (id) => document.getElementById(id);
const trace = new Trace($("trace"));
/** The last that the meter told, and by this device's own running clock when. */
let state = null;
let heard = 0;
let chosen = null;
let supplyShown = "";
let limitShown = "";

document.documentElement.lang = language;
document.documentElement.dir = direction;
document.title = words.title;
for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
const other = language === "en" ? "ur" : "en";
Object.assign($("language"), { href: `?lang=${other}`, lang: other, textContent: LANGUAGES[other].name });

// ------------------------------------------------------------------ how values are written

const decimal = (value, digits) =>
  new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
const kilowatts = (watts) => {
  const size = Math.abs(watts) / 1000;
  return decimal(watts / 1000, size < 10 ? 2 : size < 100 ? 1 : 0);
};
const kilowattHours = (wattHours, digits) => decimal(Number(wattHours) / 1000, digits);
const inZone = (at, options) => new Intl.DateTimeFormat(locale, { timeZone: state.zone, hourCycle: "h23", ...options }).format(at);
const timeOfDay = (at) => inZone(at, { hour: "2-digit", minute: "2-digit" });
const sameDay = (one, two) => inZone(one, { dateStyle: "short" }) === inZone(two, { dateStyle: "short" });

function when(at) {
  if (sameDay(at, state.time)) return timeOfDay(at);
  return inZone(at, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
}

/** The same as it stands inside a sentence: "today at 14:30", "on Sunday 29 November at 09:30". */
const moment = (at) => (sameDay(at, state.time) ? words.todayAt : words.onDay)(when(at));

function age(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 5) return words.age.now;
  if (seconds < 100) return words.age.seconds(decimal(seconds, 0));
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? words.age.minutes(decimal(minutes, 0)) : words.age.hours(decimal(Math.round(minutes / 60), 0));
}

function money({ currency, minorUnits, decimals }) {
  const value = minorUnits / 10 ** decimals;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...digits }).format(value);
  } catch {
    return `${currency} ${decimal(value, decimals)}`;
  }
}

// ------------------------------------------------------------------ small pieces of page

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

function text(target, value) {
  if (target.textContent !== value) target.textContent = value;
}

function show(target, value) {
  target.hidden = !value;
  text(target, value || "");
}

/** A list of terms; nothing moves while only values change. */
function terms(list, rows) {
  if (list.childElementCount !== rows.length * 2) {
    list.replaceChildren(...rows.flatMap(() => [element("dt"), element("dd")]));
  }
  rows.forEach(([term, value, strong], i) => {
    text(list.children[2 * i], term);
    const there = list.children[2 * i + 1];
    if (there.textContent === value) return;
    there.replaceChildren(element(strong ? "b" : "bdi", { textContent: value }));
  });
}

/** Tells a screen reader what a sighted person notices by itself; never the values of every second. */
function say(value) {
  text($("said"), value);
}

// ------------------------------------------------------------------ what is shown

function render() {
  if (!state) return;
  const silent = performance.now() - heard;
  const lost = silent > LOST_MILLISECONDS;
  const flow = state.now;
  const flowAge = (flow?.age ?? 0) + silent;
  const stale = lost || flowAge > STALE_MILLISECONDS;
  show($("offline"), lost ? words.offline(age(silent)) : state.starting ? words.starting
    : !state.clockSet ? words.clockNotSet : "");
  text($("age"), flow ? words.measured(age(flowAge)) : "");
  document.querySelector("[data-testid=now]").classList.toggle("stale", stale);
  text($("power"), flow ? kilowatts(Math.abs(flow.watts)) : "–");
  text($("direction"), !flow ? words.noFlow : stale && !lost ? words.stopped : Math.abs(flow.watts) < 0.5 ? words.nothingFlows
    : flow.watts > 0 ? words.importing : words.exporting);
  if (flow) details(flow);
  $("energy-card").hidden = !state.energy;
  if (state.energy) energy();
  supply();
  limit();
  utility();
  text($("meter"), `${words.meter(state.meter)} · ${state.software}`);
}

function details(flow) {
  const named = (i) => (flow.phases.length > 1 ? words.phase(i + 1) : "");
  terms($("details"), [
    ...flow.phases.map(({ volts }, i) => [words.voltage(named(i)), `${decimal(volts, 1)} V`]),
    ...flow.phases.map(({ amperes }, i) => [words.current(named(i)), `${decimal(amperes, 2)} A`]),
    [words.frequency, flow.hertz === null ? "–" : `${decimal(flow.hertz, 2)} Hz`],
    [words.powerFactor, decimal(flow.powerFactor, 2)],
    [words.reactive, `${decimal(flow.vars, 0)} var`],
  ]);
}

function energy() {
  const { imported, exported, importedToday, exportedToday, todaySince } = state.energy;
  const unit = words.kilowattHour;
  const fromMidnight = inZone(todaySince, { hour: "2-digit", minute: "2-digit" }) === "00:00";
  const rows = [[fromMidnight ? words.today : words.todayFrom(timeOfDay(todaySince)), `${kilowattHours(importedToday, 2)} ${unit}`, true]];
  if (Number(exported) > 0) rows.push([words.todayOut, `${kilowattHours(exportedToday, 2)} ${unit}`]);
  if (state.tariff) rows.push([words.rate, words.rateName(state.tariff.rate)]);
  rows.push([words.total, `${kilowattHours(imported, 1)} ${unit}`]);
  if (Number(exported) > 0) rows.push([words.totalOut, `${kilowattHours(exported, 1)} ${unit}`]);
  terms($("energy"), rows);
}

function supplyWords(now) {
  const said = words.supply;
  const lines = [];
  if (now.relayFault) lines.push(said.fault);
  if (now.state === "disconnected") {
    lines.push(said.cutWhy);
    if (now.stayOff) lines.push(said.stayOffCut);
  }
  if (now.state === "ready_for_reconnection") {
    lines.push({ utility: said.readyUtility, customer: said.readyCustomer, limiter: said.readyLimiter, relay: said.readyRelay, none: said.readyNone }[now.cause]);
    if (now.stayOff) lines.push(said.stayOff);
    else if (now.limiter.lockedUntil) lines.push(said.locked(when(now.limiter.lockedUntil)));
    else if (now.limiter.recloseAt) lines.push(said.recloses(moment(now.limiter.recloseAt)));
  }
  if (now.cutAt) lines.push(said.cutAt(moment(now.cutAt)) + (now.cutHeld ? ` ${said.cutHeld}` : ""));
  if (now.reconnectAt) lines.push(said.reconnectAt(moment(now.reconnectAt)));
  return lines.join(" ");
}

function supply() {
  const now = state.supply;
  if (!now) return;
  const said = words.supply;
  const pill = $("supply-pill");
  pill.hidden = false;
  const position = { closed: said.on, open: said.off, unknown: said.doubtful }[now.output];
  text(pill, position);
  pill.className = `pill${now.output === "closed" ? "" : now.state === "disconnected" ? " bad" : " wait"}`;
  const heading = now.state === "disconnected" ? said.cut : now.state === "connected" ? position : said.ready;
  const lines = supplyWords(now);
  const opened = now.state === "ready_for_reconnection" && now.cause === "limiter";
  const buttons = [
    now.canConnect && ["connect", words.connect, words.connectTitle, words.connectText, true],
    now.canDisconnect && !opened && state.pin && ["disconnect", words.disconnect, words.disconnectTitle, words.disconnectText, false],
    opened && !now.stayOff && state.pin
      && ["keep-off", words.keepOff, words.keepOffTitle, words.keepOffText, false],
    now.stayOff && !now.canConnect
      && ["no-longer-keep-off", words.noLongerKeepOff, words.noLongerKeepOffTitle, words.noLongerKeepOffText, false],
  ].filter(Boolean);
  $("supply").hidden = now.state === "connected" && lines === "" && buttons.length === 0;
  $("supply").classList.toggle("alarmed", now.state === "disconnected" || Boolean(now.cutAt));
  text($("supply-heading"), heading);
  text($("supply-why"), lines);
  const key = JSON.stringify(buttons.map(([act]) => act));
  if ($("supply-buttons").dataset.key !== key) {
    $("supply-buttons").dataset.key = key;
    $("supply-buttons").replaceChildren(...buttons.map(([act, name, title, explained, primary]) =>
      element("button", { type: "button", className: primary ? "primary" : "", textContent: name,
        onclick: () => ask(title, explained, name, { act }) })));
  }
  if (supplyShown && supplyShown !== heading) say(`${heading}. ${lines}`);
  supplyShown = heading;
}

function limit() {
  const now = state.supply?.limiter?.limit ? state.supply.limiter : null;
  const card = $("limit");
  card.hidden = !now;
  if (!now) {
    limitShown = "";
    return;
  }
  const value = (amount) => now.unit === "mA" ? `${decimal(amount / 1000, 1)} A` : `${decimal(amount / 1000, 2)} ${now.unit === "VA" ? "kVA" : words.kilowatt}`;
  const heading = now.until ? words.limitUntil(value(now.limit), when(now.until)) : words.limitTo(value(now.limit));
  const why = now.reason === "emergency" ? words.limitEmergency : words.limitNormal;
  const left = now.unit === "W" && state.now ? now.limit - Math.max(0, state.now.watts) : null;
  const advice = now.over ? words.limitOver : left !== null && left > 0 ? words.limitLeft(value(left)) : "";
  if (card.childElementCount === 0) card.append(element("h2"), element("p"), element("p", { className: "strong" }));
  [heading, why, advice].forEach((line, i) => text(card.children[i], line));
  const announced = `${heading}. ${why}${now.over ? ` ${words.limitOver}` : ""}`;
  if (limitShown !== announced) say(announced);
  limitShown = announced;
}

function utility() {
  const link = state.link;
  text($("line-state"), link ? words.lineState[link.state] : words.starting);
  text($("line-waiting"), !link ? "" : link.waiting > 0 ? words.lineWaiting(decimal(link.waiting, 0)) : words.lineAllSent);
  show($("called"), state.called ? words.called(moment(state.called)) : "");
}

// ------------------------------------------------------------------ messages

function noticeText(notice) {
  const spoken = notice.texts.find((each) => each.language.split("-")[0] === language) ?? notice.texts[0];
  return { ...spoken, dir: spoken.language.split("-")[0] in LANGUAGES ? LANGUAGES[spoken.language.split("-")[0]].direction : "auto" };
}

function answerButton(notice, name, answer, primary) {
  const spoken = noticeText(notice);
  return element("button", {
    type: "button",
    className: primary ? "primary" : "",
    textContent: name,
    ariaLabel: `${name}: ${spoken.title}`,
    onclick: () => (state.pin ? ask(spoken.title, name, name, { act: "answer", notice: notice.number, answer })
      : act({ act: "answer", notice: notice.number, answer }).catch((refusal) => say(refusal.message))),
  });
}

function noticeItem(notice) {
  const { title, text: body, language: spoken, dir } = noticeText(notice);
  const buttons = !notice.waits ? null : element("p", { className: "buttons" },
    ...(notice.kind === "offer"
      ? [answerButton(notice, words.accept, "accepted", true), answerButton(notice, words.decline, "declined", false)]
      : [answerButton(notice, words.seen, "seen", true)]));
  const day = (date) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" }).format(Date.parse(date));
  return element("li", {},
    element("div", { className: "row" },
      element("span", { className: `tag ${notice.kind}`, textContent: words.kind[notice.kind] }),
      element("span", { className: "soft", textContent: words.received(when(notice.received)) })),
    element("h3", { lang: spoken, dir, textContent: title }),
    notice.amount ? element("p", {}, element("span", { className: "amount", textContent: money(notice.amount) }),
      notice.due ? element("span", { className: "due soft", textContent: words.due(day(notice.due)) }) : null) : null,
    body ? element("p", { lang: spoken, dir, textContent: body }) : null,
    notice.waits && notice.kind === "offer"
      ? element("p", { className: "soft", textContent: words.answerBy(when(notice.until - LAST_MINUTE)) }) : null,
    notice.answer ? element("p", { className: "soft", textContent: words.answered[notice.answer](moment(notice.answered)) }) : null,
    buttons);
}

function notices({ notices: list }) {
  const had = $("notices").childElementCount;
  const focused = document.activeElement?.closest("#notices li") !== null && $("notices").contains(document.activeElement);
  $("no-notices").hidden = list.length > 0;
  $("notices").replaceChildren(...list.map(noticeItem));
  // What was pressed is gone: the focus stays with the messages, not at the page's beginning.
  if (focused) ($("notices").querySelector("button") ?? $("notices-heading")).focus?.();
  if (list.length > had && had > 0) say(noticeText(list[0]).title);
}

// ------------------------------------------------------------------ what is pressed

class Refusal extends Error {}

async function post(path, fields) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "X-Smart-Meter": "page", "Content-Type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields),
    });
  } catch {
    throw new Refusal(words.refused.other);
  }
  if (answer.ok) {
    say(words.done);
    return;
  }
  const { refused } = await answer.json().catch(() => ({}));
  throw new Refusal(words.refused[refused] ?? words.refused.other);
}

const act = (fields) => post("api/acts", fields);

/** Asks before it is done, with what will happen, and for the PIN where one is set. */
function ask(title, explained, yes, fields) {
  const dialog = $("question");
  text($("question-title"), title);
  text($("question-text"), explained);
  text($("question-yes"), yes);
  $("question-pin").hidden = !state.pin;
  $("question-trouble").hidden = true;
  $("pin").value = "";
  dialog.querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    $("question-yes").disabled = true;
    try {
      await act(state.pin ? { ...fields, pin: $("pin").value } : fields);
      dialog.close();
    } catch (refusal) {
      show($("question-trouble"), refusal.message);
    } finally {
      $("question-yes").disabled = false;
    }
  };
  dialog.showModal();
}

$("question-no").onclick = () => $("question").close();
$("call").onclick = () => ask(words.callTitle, words.callText, words.yes, { act: "call" });

// ------------------------------------------------------------------ the picture of the last minutes

function drawTrace() {
  trace.draw(chosen);
  const all = trace.points.map((point) => point.watts);
  const { top } = trace.scale;
  if (all.length > 0) $("trace").setAttribute("aria-label", words.lastMinutes(kilowatts(Math.min(...all)), kilowatts(Math.max(...all))));
  text($("top"), all.length > 0 ? `${kilowatts(top)} ${words.kilowatt}` : "");
  text($("reading"), chosen
    ? `${kilowatts(chosen.watts)} ${words.kilowatt} · ${inZone(chosen.at, { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`
    : "");
}

$("trace").addEventListener("pointermove", (event) => {
  const box = $("trace").getBoundingClientRect();
  chosen = trace.nearest((event.clientX - box.left) / box.width);
  drawTrace();
});
$("trace").addEventListener("pointerleave", () => {
  chosen = null;
  drawTrace();
});

// ------------------------------------------------------------------ the meter's voice

let stream = null;
let tries = 0;

function listen() {
  stream = new EventSource("api/stream");
  stream.addEventListener("now", (event) => {
    state = JSON.parse(event.data);
    heard = performance.now();
    tries = 0;
    if (state.now) trace.add(state.time - state.now.age, state.now.watts);
    drawTrace();
    render();
  });
  stream.addEventListener("notices", (event) => {
    notices(JSON.parse(event.data));
  });
  stream.addEventListener("trace", (event) => {
    const { times, watts } = JSON.parse(event.data);
    trace.points = times.map((at, i) => ({ at, watts: watts[i] }));
  });
  stream.onerror = () => {
    stream.close();
    setTimeout(listen, RETRY_MILLISECONDS[Math.min(tries++, RETRY_MILLISECONDS.length - 1)]);
  };
}

listen();
wifi({ $, words, element, text, show, say, post, pin: () => Boolean(state?.pin) });
setInterval(render, 1000);
