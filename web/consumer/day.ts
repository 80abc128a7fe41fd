import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type Curve, type Home } from "../kit/api.ts";
import "../kit/chart/chart.ts";
import { dayChart } from "../kit/chart/curves.ts";
import { energyText, locale } from "../kit/language.ts";
import { blank, number, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { addDays, localDay, longDay } from "../kit/time.ts";
import { words as kit } from "../kit/words.ts";
import { pager } from "./pager.ts";
import { page } from "./styles.ts";
import { words } from "./words.ts";

/** One day's curve. */
@customElement("day-page")
export class DayPage extends LitElement {
  @property({ attribute: false }) home!: Home;
  @property() day = "";
  @state() private curve: Curve | null = null;
  @state() private failure: unknown = null;

  static override styles = [
    base,
    page,
    css`
      .answer {
        margin-block: 2px 4px;
        min-block-size: 46px;
      }
      .back {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--tap);
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("day")) void this.load();
  }

  private async load(): Promise<void> {
    const wanted = this.day;
    this.curve = null;
    this.failure = null;
    try {
      const curve = await api.curve(wanted);
      if (wanted === this.day) this.curve = curve;
    } catch (failure) {
      this.failure = failure;
    }
  }

  override render() {
    const first = localDay(Date.parse(this.home.installedSince), this.home.zone);
    const neighbour = (steps: number, label: string) => {
      const there = addDays(this.day, steps);
      return { label, address: there < first || there > this.home.today ? null : `#/day/${there}` };
    };
    return html`<div class="cards">
      ${pager(longDay(this.day, locale), neighbour(-1, words.dayBefore), neighbour(1, words.dayAfter))}
      <section class="card" data-testid="day">${this.content()}</section>
      <a class="back" href="#/use?month=${this.day.slice(0, 7)}">${words.backToUse}</a>
    </div>`;
  }

  private content() {
    if (this.failure) return problem(this.failure, () => void this.load());
    const curve = this.curve;
    if (!curve) return html`<div class="answer num">${blank("0.00 kWh")}</div><sm-chart .height=${240}></sm-chart>`;
    return html`<div class="row">
        <div class="answer" data-testid="day-total">${number(energyText(Number(curve.total)), kit.kilowattHour)}</div>
        <span class="soft">
          ${curve.usual.length > 0 && curve.usualTotal !== null ? words.usualDay(energyText(Number(curve.usualTotal))) : nothing}
        </span>
      </div>
      <sm-chart .model=${dayChart(curve, this.day === this.home.today)} .height=${240}></sm-chart>`;
  }
}
