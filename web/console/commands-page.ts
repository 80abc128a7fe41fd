import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Session } from "../kit/api.ts";
import { type Batch, commandsApi } from "../kit/commands.ts";
import { blank, empty, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import "./approval-card.ts";
import "./command-form.ts";
import { sayOrder, timesHere, when } from "./commands.ts";
import { words } from "./commands-words.ts";
import "./passkeys-card.ts";
import { Polled } from "./polled.ts";
import "./progress-bar.ts";
import "./quarantine-card.ts";
import { dense } from "./styles.ts";
import { words as general } from "./words.ts";

const REFRESH_MILLISECONDS = 2_000;
const PAGE_BATCHES = 25;

/** What meters are ordered to do: what waits, what is held, what was asked for and how far it is. */
@customElement("commands-page")
export class CommandsPage extends LitElement {
  @property({ attribute: false }) session!: Session;
  @property({ type: Number }) offset = 0;
  /** Where the form begins, for those who come from a meter's page. */
  @property() kind = "";
  @property() meter = "";
  private readonly board = new Polled<{ waiting: Batch[]; quarantined: number; newest: Batch[] }>(
    this,
    () => commandsApi.board(this.offset, PAGE_BATCHES),
    REFRESH_MILLISECONDS,
  );

  static override styles = [
    base,
    dense,
    css`
      .column {
        display: grid;
        gap: var(--gap);
        grid-template-columns: minmax(0, 1fr);
      }
      approval-card + approval-card {
        border-block-start: 1px solid var(--line);
      }
      .wide {
        min-inline-size: 150px;
      }
      .pages {
        display: flex;
        gap: 8px;
        margin-block-start: 10px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("offset")) void this.board.load();
  }

  override render() {
    const { value, failure } = this.board;
    return html`<h1>${words.commands}</h1>
      <p class="soft">${words.intro} ${timesHere()}.</p>
      ${value && failure ? html`<p class="note" role="status">${general.noConnection}</p>` : nothing}
      <div class="two" @decided=${this.board.load}>
        <div class="column">
          ${value ? this.waiting(value.waiting) : nothing}
          ${value && value.quarantined > 0 ? html`<quarantine-card .session=${this.session}></quarantine-card>` : nothing}
          <section class="card">
            <h2>${words.newest}</h2>
            ${value ? this.table(value.newest) : failure ? problem(failure, this.board.load) : html`<p aria-busy="true">${blank("Cut: 12 meters")}</p>`}
          </section>
        </div>
        <div class="column">
          <command-form .kind=${this.kind} .meter=${this.meter}></command-form>
          ${this.session.role === "approver" ? html`<passkeys-card></passkeys-card>` : nothing}
        </div>
      </div>`;
  }

  private waiting(batches: Batch[]) {
    return html`<section class="card" data-testid="approvals">
      <h2>${words.waiting} ${batches.length > 0 ? html`<span class="tag">${batches.length}</span>` : nothing}</h2>
      ${batches.length === 0
        ? html`<p class="soft">${words.waitingNone}</p>`
        : batches.map((batch) => html`<approval-card .batch=${batch} .session=${this.session}></approval-card>`)}
    </section>`;
  }

  private table(batches: Batch[]) {
    if (batches.length === 0 && this.offset === 0) return empty(words.none);
    const page = (offset: number) => `#/commands${offset > 0 ? `?offset=${offset}` : ""}`;
    return html`<div class="scroll">
        <table data-testid="batches">
          <thead>
            <tr>
              <th scope="col">${words.what}</th>
              <th scope="col" class="wide">${words.progress}</th>
              <th scope="col" class="less">${words.who}</th>
              <th scope="col" class="less">${words.until}</th>
            </tr>
          </thead>
          <tbody>
            ${batches.map(
              (batch) => html`<tr>
                <td><a href="#/commands/${batch.id}">${sayOrder(batch.order)}</a><br /><span class="soft">${words.forMeters(batch.meters)} · ${batch.reason}</span></td>
                <td><progress-bar .batch=${batch}></progress-bar></td>
                <td class="less">${batch.askedBy}<br /><span class="soft nowrap">${when(batch.askedAt)}</span></td>
                <td class="less nowrap">${when(batch.until)}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.offset > 0 || batches.length === PAGE_BATCHES
        ? html`<div class="pages">
            ${this.offset > 0 ? html`<a class="button" href=${page(Math.max(0, this.offset - PAGE_BATCHES))}>${words.newer}</a>` : nothing}
            ${batches.length === PAGE_BATCHES ? html`<a class="button" href=${page(this.offset + PAGE_BATCHES)}>${words.older}</a>` : nothing}
          </div>`
        : nothing}`;
  }
}
