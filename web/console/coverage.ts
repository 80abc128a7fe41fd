import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type DayCoverage } from "../kit/api.ts";
import { decimal, locale, percentText } from "../kit/language.ts";
import { blank, empty, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dateAndTime, longDay } from "../kit/time.ts";
import { Polled } from "./polled.ts";
import { dense } from "./styles.ts";
import { words } from "./words.ts";

const REFRESH_MILLISECONDS = 60_000;
const DAYS = 31;

/** Every interval of yesterday by 06:00: how many meters were whole then, and are by now. */
@customElement("coverage-page")
export class CoveragePage extends LitElement {
  /** The day whose missing meters are shown. */
  @property() day = "";
  @state() private missing: { meter: string; knownUpTo: string | null }[] | null = null;
  private shown = "";
  private readonly days = new Polled<DayCoverage[]>(this, () => api.coverage(DAYS), REFRESH_MILLISECONDS);

  static override styles = [
    base,
    dense,
    css`
      td.figure,
      th.figure {
        text-align: end;
      }
      .scroll {
        overflow-x: auto;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.days.load();
  }

  override willUpdate(): void {
    if (this.day === this.shown) return;
    this.shown = this.day;
    this.missing = null;
    if (this.day) void this.who(this.day);
  }

  private async who(day: string): Promise<void> {
    const missing = await api.incomplete(day);
    if (day === this.shown) this.missing = missing;
  }

  override render() {
    const { value, failure } = this.days;
    return html`<h1>${words.coverage}</h1>
      <p class="soft">${words.coverageSays}</p>
      ${value ? this.table(value) : failure ? problem(failure, this.days.load) : html`<p aria-busy="true">${blank("Friday 27 November")}</p>`}
      ${this.day ? this.missingMeters() : nothing}`;
  }

  private table(days: DayCoverage[]) {
    if (days.length === 0) return empty(words.coverageNone);
    return html`<div class="card scroll">
      <table data-testid="coverage">
        <thead>
          <tr>
            <th>${words.day}</th>
            <th class="figure">${words.meters}</th>
            <th class="figure">${words.wholeAtDeadline}</th>
            <th class="figure">${words.wholeNow}</th>
            <th>${words.missingNow}</th>
          </tr>
        </thead>
        <tbody>
          ${days.map((day) => this.row(day))}
        </tbody>
      </table>
    </div>`;
  }

  private row(day: DayCoverage) {
    const share = (n: number) => `${decimal(n)} (${percentText(n / day.meters)} %)`;
    const missing = day.meters - day.completeByThen;
    return html`<tr>
      <td>${longDay(day.day, locale)}</td>
      <td class="figure">${decimal(day.meters)}</td>
      <td class="figure">${share(day.complete)}</td>
      <td class="figure">${share(day.completeByThen)}</td>
      <td>${missing === 0 ? html`<span class="ok">${words.nobody}</span>` : html`<a href=${`#/coverage?day=${day.day}`}>${words.metersInAll(missing)}</a>`}</td>
    </tr>`;
  }

  private missingMeters() {
    return html`<section class="card" data-testid="missing">
      <h2>${words.missingOf(longDay(this.day, locale))}</h2>
      ${this.missing === null
        ? html`<p aria-busy="true">${blank("SEM0000000000000")}</p>`
        : this.missing.length === 0
          ? html`<p class="soft">${words.nobody}</p>`
          : html`<ul>
              ${this.missing.map(
                (one) => html`<li>
                  <a href=${`#/meters/${one.meter}?day=${this.day}`}>${one.meter}</a>
                  <span class="soft">${one.knownUpTo === null ? words.nothingKnown : words.knownUpTo(dateAndTime(Date.parse(one.knownUpTo), Intl.DateTimeFormat().resolvedOptions().timeZone, locale))}</span>
                </li>`,
              )}
            </ul>`}
    </section>`;
  }
}
