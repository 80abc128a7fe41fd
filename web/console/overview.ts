import { css, html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { api, type Intake, type Overview } from "../kit/api.ts";
import "../kit/chart/chart.ts";
import { decimal, locale, percentText } from "../kit/language.ts";
import { LiveStream } from "../kit/live.ts";
import { age, blank, empty, number, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { longDayOf, timeOfDay } from "../kit/time.ts";
import { words as commands } from "./commands-words.ts";
import { loadChart } from "./load-chart.ts";
import { Polled } from "./polled.ts";
import { dense } from "./styles.ts";
import { words } from "./words.ts";

const REFRESH_MILLISECONDS = 30_000;
const alarming = new Set(["chain", "refused"]);
const ofCommands = new Set(["approval", "held"]);

/** The state of the whole: connection, completeness, intake, load, and what needs somebody. */
@customElement("overview-page")
export class OverviewPage extends LitElement {
  private readonly overview = new Polled<Overview>(this, api.overview, REFRESH_MILLISECONDS);
  @state() private intake: Intake | null = null;
  private readonly stream = new LiveStream(
    "/api/operator/intake",
    { intake: (intake: Intake) => (this.intake = intake) },
    (up) => {
      if (!up) this.intake = null;
    },
  );

  static override styles = [
    base,
    dense,
    css`
      .head {
        margin-block-end: 8px;
      }
      td:last-child {
        white-space: nowrap;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.overview.load();
    this.stream.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stream.close();
  }

  override render() {
    const { value, failure } = this.overview;
    if (!value) {
      return html`<h1>${words.overview}</h1>${failure ? problem(failure, this.overview.load) : this.waiting()}`;
    }
    const at = Date.parse(value.at);
    return html`<h1 data-testid="overview-at">${longDayOf(at, value.zone, locale)}, ${timeOfDay(at, value.zone, locale)}</h1>
      <p class="soft">${words.metersInAll(value.meters)}</p>
      ${failure ? html`<p class="note" role="status">${words.noConnection}</p>` : nothing}
      <div class="cards">${this.connectedCard(value)} ${this.completeCard(value)} ${this.silentCard(value)} ${this.intakeCard(value)} ${this.refusedCard(value)}</div>
      <div class="two">${this.load(value)} ${this.attention(value)}</div>`;
  }

  private waiting() {
    const card = html`<div class="card"><span class="soft">${blank("Connected now")}</span><div class="number figure">${blank("000")}</div><span class="soft">${blank("of 000 meters")}</span></div>`;
    return html`<div class="cards" aria-busy="true">${[1, 2, 3, 4, 5].map(() => card)}</div>`;
  }

  private card(testId: string, name: string, value: unknown, reason: unknown) {
    return html`<section class="card" data-testid=${testId}>
      <h2 class="soft">${name}</h2>
      <div class="number">${value}</div>
      <span class="soft">${reason}</span>
    </section>`;
  }

  private connectedCard(value: Overview) {
    const connected = this.intake?.connected ?? value.connected;
    const share = value.meters === 0 ? 0 : connected / value.meters;
    return this.card("connected", words.connected, number(decimal(connected), "", "figure"), words.connectedOf(decimal(Math.floor(share * 100)), value.meters));
  }

  private completeCard(value: Overview) {
    const share = value.yesterdayComplete;
    return this.card(
      "yesterday-complete",
      words.yesterdayComplete,
      share === null ? html`<span class="figure">–</span>` : number(percentText(share), "%", "figure"),
      share === null ? words.noYesterday : value.withGaps > 0 ? html`<a href="#/meters?filter=gaps">${words.withGaps(value.withGaps)}</a>` : html`${words.withGaps(0)} · <a href="#/coverage">${words.daysBefore}</a>`,
    );
  }

  private silentCard(value: Overview) {
    return this.card(
      "silent",
      words.silent,
      html`<span class=${value.silent24h > 0 ? "wait" : ""}>${number(decimal(value.silent24h), "", "figure")}</span>`,
      value.silent24h > 0 ? html`<a href="#/meters?filter=silent&sort=last">${words.showThem}</a>` : words.silentNone,
    );
  }

  private intakeCard(value: Overview) {
    const now = this.intake ?? value.intake;
    return this.card(
      "intake",
      words.intake,
      number(decimal(now.recordsPerSecond, now.recordsPerSecond < 10 ? 1 : 0), words.intakeUnit, "figure"),
      words.intakeValues(decimal(now.valuesPerSecond), decimal(value.intake.storedRecords)),
    );
  }

  private refusedCard(value: Overview) {
    return this.card(
      "refused",
      words.refused,
      number(decimal(value.refused24h), "", "figure"),
      html`${value.refused24h > 0 ? html`<a href="#/refusals">${words.showThem}</a> · ` : nothing}
      ${value.quarantined > 0 ? html`<a href="#/meters?filter=quarantined">${words.quarantined(value.quarantined)}</a>` : words.quarantined(0)}`,
    );
  }

  private load(value: Overview) {
    const chart = loadChart(value);
    return html`<section class="card" data-testid="load">
      <div class="row">
        <h2>${words.totalLoad}</h2>
        <span class="soft">${chart?.highest}</span>
      </div>
      ${chart ? html`<sm-chart .model=${chart.model} .height=${250}></sm-chart>` : empty(words.noLoad)}
    </section>`;
  }

  private attention(value: Overview) {
    return html`<section class="card" data-testid="attention">
      <h2>${words.attention}</h2>
      ${value.attention.length === 0
        ? empty(words.attentionNone)
        : html`<table>
            <thead><tr><th scope="col">${words.what}</th><th scope="col">${words.where}</th><th scope="col" class="r">${words.since}</th></tr></thead>
            <tbody>
              ${value.attention.map(
                (each) => html`<tr>
                  <td><span class="tag ${alarming.has(each.kind) ? "a" : ""}">${words.kinds[each.kind] ?? each.kind}</span> ${each.detail}</td>
                  <td>${each.meter ? html`<a class="id" href="#/meters/${each.meter}" title=${each.meter}>${shortId(each.meter)}</a>` : ofCommands.has(each.kind) ? html`<a href="#/commands">${commands.commands}</a>` : "–"}</td>
                  <td class="r">${each.since === null ? "–" : age(Date.parse(value.at) - Date.parse(each.since))}</td>
                </tr>`,
              )}
            </tbody>
          </table>`}
    </section>`;
  }
}

const shortId = (meter: string) => (meter.length > 9 ? `${meter.slice(0, 3)}…${meter.slice(-4)}` : meter);
