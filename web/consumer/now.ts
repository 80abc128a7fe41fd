import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type Curve, type Home, type Month, Unreachable } from "../kit/api.ts";
import "../kit/chart/chart.ts";
import { dayChart } from "../kit/chart/curves.ts";
import { energyUntil, knownUntil } from "../kit/energy.ts";
import { decimal, energyText, locale } from "../kit/language.ts";
import { blank, empty, number, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dayToShow, longDay, longMonth, timeOfDay } from "../kit/time.ts";
import { words as kit } from "../kit/words.ts";
import "./live-card.ts";
import { monthBefore } from "./month-before.ts";
import { remember, remembered } from "./remembered.ts";
import { page } from "./styles.ts";
import { words } from "./words.ts";

/** What flows now, how today goes against the usual, and the month so far; of a meter that fell silent long ago its last day and month. */
@customElement("now-page")
export class NowPage extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property({ type: Boolean }) offline = false;
  @state() private curve: Curve | null = null;
  @state() private month: Month | null = null;
  @state() private failure: unknown = null;

  static override styles = [
    base,
    page,
    css`
      @media (min-width: 900px) {
        .cards {
          grid-template-rows: auto 1fr;
        }
        .today {
          grid-column: 2;
          grid-row: 1 / span 2;
        }
      }
      .answer {
        margin-block: 6px 4px;
        min-block-size: 46px;
      }
      .month a,
      .today > a {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--tap);
        margin-block-end: -12px;
        font-weight: 600;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = remembered();
    this.curve = kept?.curve ?? null;
    this.month = kept?.month ?? null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // The app asks for the home from time to time, and gives it anew when the connection is back.
    if (!this.offline && (changed.has("home") || changed.has("offline"))) void this.load();
  }

  private async load(): Promise<void> {
    try {
      const { lastMeasured, today, zone } = this.home;
      this.curve = await api.curve(dayToShow(lastMeasured, today, zone));
      remember(this.home, { curve: this.curve });
      this.month = await api.month(this.curve.day.slice(0, 7));
      remember(this.home, { month: this.month });
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
      if (failure instanceof Unreachable) this.dispatchEvent(new CustomEvent("unreachable", { detail: failure }));
    }
  }

  override render() {
    return html`<h1 class="unseen">${words.now}</h1>
      <div class="cards two">
        ${this.offline ? nothing : html`<live-card .home=${this.home} @reading=${() => void this.load()}></live-card>`}
        ${this.dayCard()} ${this.monthCard()}
      </div>`;
  }

  private dayCard() {
    if (!this.curve) {
      return html`<section class="card today">
        <h2 class="soft">${words.today}</h2>
        ${this.failure ? problem(this.failure, () => void this.load()) : html`<div class="answer num">${blank("0.00 kWh")}</div><sm-chart .height=${210}></sm-chart>`}
      </section>`;
    }
    const curve = this.curve;
    const until = knownUntil(curve.intervals);
    const isToday = curve.day === this.home.today;
    return html`<section class="card today" aria-labelledby="today" data-testid="today">
      <div class="row">
        <h2 id="today" class="soft">${isToday ? words.today : words.lastDay}</h2>
        <span class="soft">
          ${isToday ? (until === null ? nothing : words.until(timeOfDay(until, curve.zone, locale))) : longDay(curve.day, locale)}
        </span>
      </div>
      <div class="answer" data-testid="today-total">${number(energyText(Number(curve.total)), kit.kilowattHour)}</div>
      ${until === null ? empty(words.nothingToday) : this.comparison(curve, isToday ? until : Date.parse(curve.end))}
      <sm-chart .model=${dayChart(curve, isToday)} .height=${210}></sm-chart>
      ${isToday ? nothing : html`<a href="#/day/${curve.day}">${words.showDay}</a>`}
    </section>`;
  }

  private comparison(curve: Curve, until: number) {
    if (curve.usual.length === 0) return html`<p class="soft">${words.noUsual}</p>`;
    const usual = energyUntil(curve.usual, until);
    const share = usual > 0 ? Number(curve.total) / usual - 1 : 0;
    const percent = decimal(Math.abs(share) * 100);
    const verdict =
      Math.abs(share) < 0.05 ? words.asUsual : share > 0 ? words.moreThanUsual(percent) : words.lessThanUsual(percent);
    const isToday = curve.day === this.home.today;
    const against = isToday ? words.usualByNow(energyText(usual)) : words.usualDay(energyText(usual));
    return html`<p class="soft" data-testid="today-usual">${verdict} · ${against}</p>`;
  }

  private monthCard() {
    const month = this.month;
    const isRunning = !month || month.month === this.home.today.slice(0, 7);
    return html`<section class="card month" aria-labelledby="month" data-testid="month-card">
      <div class="row">
        <h2 id="month" class="soft">${isRunning ? words.thisMonth : words.lastMonth}</h2>
        <span class="soft">${month ? longMonth(month.month, locale) : nothing}</span>
      </div>
      <div class="answer">
        ${month ? number(energyText(Number(month.total)), kit.kilowattHour) : html`<span class="num">${blank("000.0 kWh")}</span>`}
      </div>
      <p class="soft">
        ${month?.previousTotal ? monthBefore(this.home, month.month, month.previousTotal) : nothing}
      </p>
      <a href=${isRunning ? "#/use" : `#/use?month=${month.month}`}>${words.seeDays}</a>
    </section>`;
  }
}
