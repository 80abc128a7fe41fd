import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type DayEnergy, type Home, type Month } from "../kit/api.ts";
import "../kit/chart/chart.ts";
import { monthChart } from "../kit/chart/curves.ts";
import { energyText, locale } from "../kit/language.ts";
import { blank, empty, number, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dayToShow, longMonth, monthsBeside, shortDay, zoneName } from "../kit/time.ts";
import { words as kit } from "../kit/words.ts";
import { monthBefore } from "./month-before.ts";
import { pager } from "./pager.ts";
import { remember, remembered } from "./remembered.ts";
import { page } from "./styles.ts";
import { words } from "./words.ts";

/** A month: the sum so far, every day, and the month before. */
@customElement("use-page")
export class UsePage extends LitElement {
  @property({ attribute: false }) home!: Home;
  /** "2026-11"; empty means the running month, or the last one in which anything was measured. */
  @property() month = "";
  @property({ type: Boolean }) offline = false;
  @state() private shown: Month | null = null;
  @state() private failure: unknown = null;

  static override styles = [
    base,
    page,
    css`
      .answer {
        margin-block: 6px 4px;
        min-block-size: 46px;
      }
      .days {
        padding-block: 4px;
      }
      td a {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--tap);
        min-inline-size: var(--tap);
      }
      td {
        padding-block: 0;
      }
    `,
  ];

  private get wanted(): string {
    const { lastMeasured, today, zone } = this.home;
    return this.month || dayToShow(lastMeasured, today, zone).slice(0, 7);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("month") || changed.has("home") || (changed.has("offline") && !this.offline)) void this.load();
  }

  private async load(): Promise<void> {
    const wanted = this.wanted;
    if (this.shown?.month !== wanted) this.shown = null;
    try {
      const month = await api.month(wanted);
      if (wanted !== this.wanted) return;
      this.shown = month;
      this.failure = null;
      if (month.soFar) remember(this.home, { month });
    } catch (failure) {
      const kept = remembered()?.month;
      if (kept?.month === wanted) this.shown = kept;
      this.failure = failure;
    }
  }

  override render() {
    const month = this.shown;
    const running = this.home.today.slice(0, 7);
    const { earlier, later } = monthsBeside(this.wanted, month?.firstMonth ?? this.wanted, month?.lastMonth ?? running, running);
    const neighbour = (there: string | null, label: string) => ({ label, address: there && `#/use?month=${there}` });
    return html`<div class="cards">
      ${pager(longMonth(this.wanted, locale), neighbour(earlier, words.earlier), neighbour(later, words.later))}
      ${month ? this.sum(month) : this.waiting()}
    </div>`;
  }

  private waiting() {
    return html`<section class="card">
      ${this.failure
        ? problem(this.failure, () => void this.load())
        : html`<div class="answer num">${blank("000.0 kWh")}</div><sm-chart .height=${240}></sm-chart>`}
    </section>`;
  }

  private sum(month: Month) {
    if (month.days.every((day) => day.kwh === null)) return html`<section class="card">${empty(words.noData)}</section>`;
    const { place, offset } = zoneName(month.zone, Date.parse(month.start));
    const model = monthChart(month, (day) => ({ address: `#/day/${day}`, text: words.showDay }));
    model.notes.push(kit.timesIn(place, offset));
    if (month.days.some((day) => day.kwh !== null && !day.complete)) model.notes.push(words.notCompleteBars);
    return html`<section class="card" data-testid="month">
        <div class="row">
          <h2 class="soft">${month.soFar ? words.soFar : words.inAll}</h2>
          <span class="soft" data-testid="month-before">
            ${month.previousTotal === null
              ? nothing
              : monthBefore(this.home, month.month, month.previousTotal)}
          </span>
        </div>
        <div class="answer" data-testid="month-total">${number(energyText(Number(month.total)), kit.kilowattHour)}</div>
        <sm-chart .model=${model} .height=${240}></sm-chart>
      </section>
      <section class="card days" aria-labelledby="days">
        <details>
          <summary id="days">${words.daysOf}</summary>
          <table data-testid="days">
            <thead>
              <tr>
                <th scope="col">${words.day}</th>
                <th scope="col" class="r">${kit.kilowattHour}</th>
                <th scope="col" class="r">${kit.monthSoFar}</th>
              </tr>
            </thead>
            <tbody>${month.days.filter((day) => day.kwh !== null).map((day) => this.row(day))}</tbody>
          </table>
        </details>
      </section>`;
  }

  private row(day: DayEnergy) {
    return html`<tr>
      <td><a href="#/day/${day.day}">${shortDay(day.day, locale)}</a></td>
      <td class="r">
        ${energyText(Number(day.kwh))} ${day.complete ? nothing : html`<span class="soft">${words.notComplete}</span>`}
      </td>
      <td class="r">${day.cumulative === null ? "–" : energyText(Number(day.cumulative))}</td>
    </tr>`;
  }
}
