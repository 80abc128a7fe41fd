import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { api, type MeterDetail } from "../kit/api.ts";
import { decimal, locale } from "../kit/language.ts";
import { age, blank, placeText, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dateAndTime, zoneName } from "../kit/time.ts";
import { words as kit } from "../kit/words.ts";
import "./curve-card.ts";
import { tell } from "./events.ts";
import "./notices-card.ts";
import "./meter-commands-card.ts";
import { Polled } from "./polled.ts";
import "./schedule-card.ts";
import "./supply-card.ts";
import { dense } from "./styles.ts";
import { readable, words } from "./words.ts";

const REFRESH_MILLISECONDS = 10_000;

/** One meter: its link, its journal, its schedule, what happened to it, and its curve for a stated reason. */
@customElement("meter-page")
export class MeterPage extends LitElement {
  @property() meter = "";
  /** Local date of the curve; empty means today. */
  @property() day = "";
  private readonly detail = new Polled<MeterDetail>(this, () => api.meter(this.meter), REFRESH_MILLISECONDS);

  static override styles = [
    base,
    dense,
    css`
      .grid,
      .column {
        display: grid;
        gap: var(--gap);
        grid-template-columns: minmax(0, 1fr);
        align-items: start;
      }
      .grid {
        margin-block: 16px;
      }
      @media (min-width: 1000px) {
        .grid {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .wide {
          grid-column: 1 / -1;
        }
      }
      .back {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--tap);
      }
      h1 {
        overflow-wrap: anywhere;
      }
      .list {
        max-block-size: 300px;
        overflow: auto;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("meter")) void this.detail.restart();
  }

  override render() {
    const { value, failure } = this.detail;
    return html`<a class="back" href="#/meters">${words.backToMeters}</a>
      <h1 data-testid="meter-id">${this.meter}</h1>
      ${value ? this.page(value, failure) : failure ? problem(failure, this.detail.load) : html`<p aria-busy="true">${blank("12 Garden Road")}</p>`}`;
  }

  private page(meter: MeterDetail, failure: unknown) {
    const { place, offset } = zoneName(meter.zone, Date.now());
    return html`<p class="soft">
        ${meter.place ? placeText(meter.place) : words.noPlace} · ${kit.timesIn(place, offset)}
      </p>
      ${failure ? html`<p class="note" role="status">${words.noConnection}</p>` : nothing}
      <div class="grid">
        <div class="column">
          ${meter.supply ? html`<supply-card .meter=${meter}></supply-card>` : nothing}
          <meter-commands-card .meter=${meter}></meter-commands-card>
          ${this.link(meter)}
          <schedule-card .meter=${meter} @ordered=${() => void this.detail.load()}></schedule-card>
          ${this.journal(meter)}
        </div>
        <div class="column">
          <notices-card .meter=${meter}></notices-card>
          ${this.gaps(meter)} ${this.quarantine(meter)} ${this.refusals(meter)}
        </div>
        <curve-card class="wide" .meter=${meter} .day=${this.day}></curve-card>
        <div class="wide">${this.events(meter)}</div>
      </div>`;
  }

  private when(meter: MeterDetail, at: string | null) {
    if (at === null) return words.never;
    const instant = Date.parse(at);
    return html`${dateAndTime(instant, meter.zone, locale)} <span class="soft">${age(Date.now() - instant)}</span>`;
  }

  private link(meter: MeterDetail) {
    return html`<section class="card" data-testid="link">
      <h2>${words.link}</h2>
      <dl>
        <dt>${words.state}</dt>
        <dd>${meter.connected ? html`<span class="ok">${words.isConnected}</span>` : html`<span class="tag n">${words.notConnected}</span>`}</dd>
        <dt>${words.lastMeasured}</dt>
        <dd>${this.when(meter, meter.lastMeasured)}</dd>
        <dt>${words.lastReceived}</dt>
        <dd>${this.when(meter, meter.lastReceived)}</dd>
        <dt>${words.clock}</dt>
        <dd>${meter.clockSet === null ? words.notReported : meter.clockSet ? words.clockSet : html`<span class="wait">${words.clockNotSet}</span>`}</dd>
        <dt>${words.software}</dt>
        <dd>${meter.software ?? words.notReported}</dd>
        <dt>${words.installed}</dt>
        <dd>${meter.installedSince === null ? words.noPlace : dateAndTime(Date.parse(meter.installedSince), meter.zone, locale)}</dd>
      </dl>
    </section>`;
  }

  private journal(meter: MeterDetail) {
    const epoch = meter.epoch === null ? words.notReported : html`${meter.epoch} <span class="soft">${dateAndTime(meter.epoch * 1000, meter.zone, locale)}</span>`;
    return html`<section class="card" data-testid="journal">
      <h2>${words.journal}</h2>
      <dl>
        <dt>${words.storedUpTo}</dt>
        <dd>${decimal(meter.storedUpTo)}</dd>
        <dt>${words.epoch}</dt>
        <dd>${epoch}</dd>
        <dt>${words.fill}</dt>
        <dd>${meter.journalFill === null ? words.notReported : `${decimal(meter.journalFill * 100)} %`}</dd>
        <dt>${words.chain}</dt>
        <dd>${meter.chain.broken ? html`<span class="bad">${words.chainBroken}</span>` : decimal(meter.chain.verifiedUpTo)}</dd>
      </dl>
    </section>`;
  }

  private gaps(meter: MeterDetail) {
    const ranges = meter.gaps.map((gap) => html`<li>${words.gapRange(decimal(gap.first), decimal(gap.last), gap.last - gap.first + 1)}</li>`);
    return html`<section class="card" data-testid="gaps">
      <h2>${words.gaps} ${meter.missing > 0 ? html`<span class="tag">${decimal(meter.missing)}</span>` : nothing}</h2>
      ${meter.gaps.length === 0
        ? html`<p class="soft">${words.gapsNone}</p>`
        : html`<ul class="list" tabindex="0" aria-label=${words.gaps}>${ranges}</ul><p class="soft">${words.gapsAsked}</p>`}
    </section>`;
  }

  private list(testId: string, name: unknown, none: string, columns: string[], rows: unknown[][]) {
    return html`<section class="card" data-testid=${testId}>
      <h2 id="${testId}-heading">${name}</h2>
      ${rows.length === 0
        ? html`<p class="soft">${none}</p>`
        : html`<div class="list" tabindex="0" role="region" aria-labelledby="${testId}-heading">
            <table>
              <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
              <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
            </table>
          </div>`}
    </section>`;
  }

  private events(meter: MeterDetail) {
    const rows = meter.events.map((event) => {
      const { title, detail, alarm } = tell(event.name, event.code, event.values);
      return [
        html`<span class="nowrap">${dateAndTime(Date.parse(event.time), meter.zone, locale)}</span>`,
        alarm ? html`<span class="tag a">${title}</span>` : title,
        detail,
      ];
    });
    return this.list("events", words.events, words.eventsNone, [words.time, words.event, words.detail], rows);
  }

  private refusals(meter: MeterDetail) {
    const rows = meter.refusals.map((refusal) => [
      html`<span class="nowrap">${dateAndTime(Date.parse(refusal.at), meter.zone, locale)}</span>`,
      html`<span class="tag a">${readable(refusal.reason)}</span>`,
      refusal.detail,
    ]);
    const heading = rows.length === 0 ? words.refusals : html`<a href="#/refusals?meter=${meter.id}">${words.refusals}</a>`;
    return this.list("refusals", heading, words.refusalsNone, [words.time, words.reason, words.detail], rows);
  }

  private quarantine(meter: MeterDetail) {
    const rows = meter.quarantine.map((record) => [
      decimal(record.sequence),
      html`<span class="tag">${readable(record.reason)}</span> ${record.detail}`,
      record.time === null ? "–" : dateAndTime(Date.parse(record.time), meter.zone, locale),
    ]);
    return this.list("quarantine", words.quarantine, words.quarantineNone, [words.record, words.reason, words.time], rows);
  }
}
