import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Home, Live, Waiting } from "../kit/api.ts";
import "../kit/chart/chart.ts";
import type { ChartModel, Stretch } from "../kit/chart/model.ts";
import { decimal, locale, powerText } from "../kit/language.ts";
import { LiveStream } from "../kit/live.ts";
import { age, blank, number } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dateAndTime, type TimeMark, timeOfDay, timeWithSeconds } from "../kit/time.ts";
import { words as kit } from "../kit/words.ts";
import { words } from "./words.ts";

const TRACE_MILLISECONDS = 5 * 60_000;
/** The trace begins with a minute and grows, so that a change shows at once. */
const SHORTEST_TRACE_MILLISECONDS = 60_000;
const STALE_MILLISECONDS = 15_000;
/** A meter that was asked answers within a few seconds; after this long the card stops to promise it. */
const ANSWER_MILLISECONDS = 20_000;
/** A silence this long in the trace is a gap, not a straight line. */
const SILENCE_MILLISECONDS = 5000;

type Line = "connecting" | "asked" | "not-connected" | "live" | "down";

/** What flows this second, by a lease that lasts while the card is looked at. Tells `reading` when the day's curve grew. */
@customElement("live-card")
export class LiveCard extends LitElement {
  @property({ attribute: false }) home!: Home;
  @state() private line: Line = "connecting";
  @state() private last: Live | null = null;
  /** The browser's time when the last value came: ages do not depend on two clocks agreeing. */
  private arrived = 0;
  private asked = 0;
  private trace: { at: number; kilowatts: number }[] = [];
  private clock: number | undefined;
  private readonly stream = new LiveStream(
    "/api/home/live",
    {
      live: (live: Live) => this.received(live),
      waiting: (waiting: Waiting) => this.waits(waiting.reason),
      reading: () => this.dispatchEvent(new Event("reading")),
    },
    (up) => this.connection(up),
  );

  static override styles = [
    base,
    css`
      .value {
        min-block-size: 46px;
        margin-block: 6px 2px;
      }
      .stale .num,
      .stale .num small {
        color: var(--ink-soft);
      }
      .note {
        margin-block: 10px 0;
      }
      .under {
        min-block-size: 1.4em;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.stream.open();
    this.clock = window.setInterval(() => this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stream.close();
    clearInterval(this.clock);
  }

  private connection(up: boolean): void {
    if (!up) this.line = "down";
    else if (this.line === "down") this.line = "connecting";
  }

  private waits(reason: Waiting["reason"]): void {
    if (reason === "asked" && this.line !== "asked") this.asked = Date.now();
    this.line = reason;
  }

  private received(live: Live): void {
    this.last = live;
    this.line = "live";
    this.arrived = Date.now();
    this.trace.push({ at: this.arrived, kilowatts: live.watts / 1000 });
    while ((this.trace[0]?.at ?? this.arrived) < this.arrived - TRACE_MILLISECONDS) this.trace.shift();
  }

  override render() {
    const old = Date.now() - this.arrived;
    const unanswered = this.line === "asked" && Date.now() - this.asked > ANSWER_MILLISECONDS;
    const absent = this.line === "not-connected" || unanswered;
    const stale = this.last !== null && (this.line !== "live" || old > STALE_MILLISECONDS);
    return html`<section class="card ${stale ? "stale" : ""}" aria-labelledby="now" data-testid="live" data-state=${this.line}>
      <div class="row">
        <h2 id="now" class="soft">${words.now}</h2>
        <span class="soft ${stale ? "wait" : ""}" data-testid="live-age">${unanswered && !this.last ? nothing : this.ageText(old)}</span>
      </div>
      <div class="value" data-testid="live-power">
        ${this.figure(absent)}
      </div>
      ${absent ? this.absent() : this.supply()}
      ${absent && this.trace.length === 0
        ? nothing
        : html`<sm-chart bare .height=${120} .model=${this.model()}></sm-chart>`}
    </section>`;
  }

  private supply() {
    if (!this.last) return html`<div class="soft under"></div>`;
    return html`<div class="row soft under">
      <span>${this.last.watts < 0 ? words.exporting : words.importing}</span>
      <span>${words.supply(this.last.volts.map((volts) => decimal(volts)).join(" / "))}</span>
    </div>`;
  }

  private figure(absent: boolean) {
    if (this.last) return number(powerText(Math.abs(this.last.watts) / 1000), kit.kilowatt);
    return html`<span class="num">${absent ? "–" : blank("0.00 kW")}</span>`;
  }

  private ageText(old: number): string {
    if (this.line === "asked") return words.asking;
    if (this.line === "connecting" || (this.line === "down" && !this.last)) return words.connectingLine;
    return this.last ? words.updated(age(old)) : "";
  }

  private absent() {
    const measured = this.home.lastMeasured;
    const when = measured === null ? null : Date.parse(measured);
    return html`<div class="note" role="status" data-testid="not-connected">
      <b>${this.line === "asked" ? words.notAnswering : words.notConnected}.</b>
      ${when === null
        ? words.noReading
        : words.lastReading(dateAndTime(when, this.home.zone, locale), age(Date.now() - when))}
      ${when === null || this.line === "asked" ? nothing : words.notLost}
    </div>`;
  }

  private model(): ChartModel {
    const end = Date.now();
    const { zone } = this.home;
    const trace = this.trace;
    const stretches = trace.flatMap((each, index): Stretch[] => {
      const stretch = { start: each.at, end: each.at, value: each.kilowatts };
      const before = trace[index - 1];
      const silent = before && each.at - before.at > SILENCE_MILLISECONDS;
      return silent ? [{ start: before.at + 1, end: before.at + 1, value: null }, stretch] : [stretch];
    });
    const length = Math.max(SHORTEST_TRACE_MILLISECONDS, Math.min(TRACE_MILLISECONDS, end - (trace[0]?.at ?? end)));
    return {
      label: words.lastMinutes,
      start: end - length,
      end,
      marks: marks(end - length, end, zone),
      unit: kit.kilowatt,
      series: [
        {
          name: words.now,
          kind: "line",
          tone: "energy",
          stretches,
        },
      ],
      says: (index) => {
        const stretch = stretches[index];
        if (!stretch) return "";
        const said = stretch.value === null ? kit.missing : `${powerText(stretch.value)} ${kit.kilowatt}`;
        return `${timeWithSeconds(stretch.start, zone, locale)}: ${said}`;
      },
      notes: [],
    };
  }
}

/** Two or three marks on whole minutes or half minutes, none so near an end that its text is cut. */
function marks(start: number, end: number, zone: string): TimeMark[] {
  const short = end - start < 130_000;
  const every = short ? 30_000 : 120_000;
  const margin = (end - start) / 8;
  const found: TimeMark[] = [];
  for (let at = Math.ceil((start + margin) / every) * every; at <= end - margin; at += every) {
    found.push({ at, label: short ? timeWithSeconds(at, zone, locale) : timeOfDay(at, zone, locale) });
  }
  return found;
}
