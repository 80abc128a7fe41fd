import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { api, type MeterQuery, type MeterRow } from "../kit/api.ts";
import { decimal } from "../kit/language.ts";
import { age, blank, empty, problem } from "../kit/parts.ts";
import type { Place } from "../kit/route.ts";
import { base } from "../kit/styles.ts";
import { Polled } from "./polled.ts";
import { dense } from "./styles.ts";
import { period, words } from "./words.ts";

const PAGE_ROWS = 50;
const REFRESH_MILLISECONDS = 30_000;
const TYPING_PAUSE_MILLISECONDS = 250;

/** Every meter: searched, filtered, sorted and paged by the address, so that a view can be sent to a colleague. */
@customElement("meters-page")
export class MetersPage extends LitElement {
  @property({ attribute: false }) place!: Place;
  @query("input") private search!: HTMLInputElement;
  private typing: number | undefined;
  private readonly found = new Polled(this, () => api.meters(this.wanted), REFRESH_MILLISECONDS);

  static override styles = [
    base,
    dense,
    css`
      .tools {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1fr);
        gap: 12px;
        margin-block: 12px;
        align-items: end;
      }
      label {
        font-size: 13px;
        font-weight: 500;
        color: var(--ink-soft);
      }
      input,
      select {
        font-size: 14px;
      }
      .pages {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-block-start: 10px;
      }
      .pages span {
        flex: 1;
      }
      td a {
        font-weight: 600;
      }
      @media (max-width: 700px) {
        .tools {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
        .tools label:first-child {
          grid-column: 1 / -1;
        }
        table {
          font-size: 13px;
        }
        .tag,
        .id {
          font-size: 12px;
        }
        .tag {
          padding-inline: 6px;
        }
        .tag,
        .nowrap {
          white-space: normal;
        }
        .card {
          padding-inline: 6px;
        }
      }
    `,
  ];

  private get wanted(): MeterQuery {
    const { query } = this.place;
    return {
      search: query.get("search") ?? "",
      filter: query.get("filter") ?? "all",
      sort: query.get("sort") ?? "id",
      offset: Number(query.get("offset") ?? 0),
      limit: PAGE_ROWS,
    };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.slash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.slash);
    clearTimeout(this.typing);
  }

  private readonly slash = (event: KeyboardEvent) => {
    const target = event.composedPath()[0];
    const writing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (event.key !== "/" || writing) return;
    event.preventDefault();
    this.search.focus();
    this.search.select();
  };

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("place")) void this.found.load();
  }

  override updated(changed: PropertyValues<this>): void {
    // Back and forward change the search without a key being pressed.
    if (changed.has("place") && this.shadowRoot?.activeElement !== this.search) this.search.value = this.wanted.search;
  }

  private go(change: Partial<MeterQuery>, replace = false): void {
    const { search, filter, sort, offset } = { ...this.wanted, offset: 0, ...change };
    const query = new URLSearchParams();
    if (search) query.set("search", search);
    if (filter !== "all") query.set("filter", filter);
    if (sort !== "id") query.set("sort", sort);
    if (offset > 0) query.set("offset", String(offset));
    const address = `#/meters${query.size > 0 ? `?${query}` : ""}`;
    if (replace) location.replace(address);
    else location.assign(address);
  }

  private typed(): void {
    clearTimeout(this.typing);
    this.typing = window.setTimeout(() => this.go({ search: this.search.value.trim() }, true), TYPING_PAUSE_MILLISECONDS);
  }

  override render() {
    const { value, failure } = this.found;
    return html`<h1>${words.meters}</h1>
      <p class="soft" role="status" data-testid="meters-count">${value ? words.metersInAll(value.total) : blank("000 meters")}</p>
      ${this.tools()}
      ${value && failure ? html`<p class="note" role="status">${words.noConnection}</p>` : nothing}
      <section class="card">
        ${value ? this.table(value.meters) : failure ? problem(failure, this.found.load) : html`<div aria-busy="true">${blank("SEM0000000000000")}</div>`}
      </section>
      ${value && value.total > 0 ? this.pages(value.total) : nothing}`;
  }

  private tools() {
    const { filter, sort } = this.wanted;
    const choice = (name: string, options: Record<string, string>, chosen: string, pick: (value: string) => void) =>
      html`<label>${name}<select @change=${(event: Event) => pick((event.target as HTMLSelectElement).value)}>
        ${Object.entries(options).map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
      </select></label>`;
    return html`<form class="tools" role="search" @submit=${(event: Event) => event.preventDefault()}>
      <label>${words.search}<input type="search" name="search" placeholder=${words.searchKey} aria-keyshortcuts="/" autocomplete="off" spellcheck="false" @input=${this.typed} /></label>
      ${choice(words.filter, words.filters, filter, (value) => this.go({ filter: value }))}
      ${choice(words.sort, words.sorts, sort, (value) => this.go({ sort: value }))}
    </form>`;
  }

  private table(meters: MeterRow[]) {
    if (meters.length === 0) return empty(words.noMeters);
    return html`<div class="scroll">
      <table data-testid="meters">
        <thead>
          <tr>
            <th scope="col">${words.meter}</th>
            <th scope="col" class="less">${words.place}</th>
            <th scope="col">${words.state}</th>
            <th scope="col" class="r">${words.lastMeasured}</th>
            <th scope="col" class="r less">${words.lastReceived}</th>
            <th scope="col" class="r less">${words.missing}</th>
            <th scope="col" class="r less">${words.periods}</th>
          </tr>
        </thead>
        <tbody>${meters.map((meter) => this.row(meter))}</tbody>
      </table>
    </div>`;
  }

  private row(meter: MeterRow) {
    const ago = (at: string | null) => (at === null ? words.never : age(Date.now() - Date.parse(at)));
    return html`<tr>
      <td><a class="id" href="#/meters/${meter.id}">${meter.id}</a></td>
      <td class="less">${meter.place?.name || meter.place?.address || html`<span class="soft">${words.noPlace}</span>`}</td>
      <td>
        ${meter.connected ? html`<span class="ok">${words.isConnected}</span>` : html`<span class="tag n">${words.notConnected}</span>`}
        ${meter.refused > 0 ? html`<span class="tag a">${words.kinds["refused"]} ${decimal(meter.refused)}</span>` : nothing}
        ${meter.quarantined > 0 ? html`<span class="tag">${words.kinds["quarantined"]} ${decimal(meter.quarantined)}</span>` : nothing}
        ${meter.missing > 0 ? html`<span class="tag more">${words.kinds["gaps"]} ${decimal(meter.missing)}</span>` : nothing}
      </td>
      <td class="r nowrap">${ago(meter.lastMeasured)}</td>
      <td class="r nowrap less">${ago(meter.lastReceived)}</td>
      <td class="r less">${meter.missing > 0 ? html`<span class="tag">${decimal(meter.missing)}</span>` : "0"}</td>
      <td class="r nowrap less">${period(meter.samplePeriodSeconds)} / ${period(meter.pushPeriodSeconds)}</td>
    </tr>`;
  }

  private pages(total: number) {
    const { offset } = this.wanted;
    return html`<div class="pages">
      <span class="soft">${words.range(offset + 1, Math.min(total, offset + PAGE_ROWS), total)}</span>
      <button ?disabled=${offset === 0} @click=${() => this.go({ offset: Math.max(0, offset - PAGE_ROWS) })}>${words.before}</button>
      <button ?disabled=${offset + PAGE_ROWS >= total} @click=${() => this.go({ offset: offset + PAGE_ROWS })}>${words.after}</button>
    </div>`;
  }
}
