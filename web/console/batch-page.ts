import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Session } from "../kit/api.ts";
import { type Batch, type Command, type CommandChange, commandsApi } from "../kit/commands.ts";
import { blank, explain, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import "./approval-card.ts";
import { events, sayOrder, shortHash, stateOrder, states, timesHere, told, when } from "./commands.ts";
import { words } from "./commands-words.ts";
import { Polled } from "./polled.ts";
import "./progress-bar.ts";
import "./reason-form.ts";
import { dense } from "./styles.ts";
import { period, words as general } from "./words.ts";

const REFRESH_MILLISECONDS = 2_000;
const PAGE_ROWS = 100;

interface Page {
  batch: Batch;
  list: string;
  total: number;
  commands: Command[];
}

/** One batch: what was asked for and why, how far it is, each of its commands and their history. */
@customElement("batch-page")
export class BatchPage extends LitElement {
  @property() batch = "";
  @property({ attribute: false }) session!: Session;
  @state() private only = "";
  @state() private offset = 0;
  @state() private opened = 0;
  @state() private history: CommandChange[] | null = null;
  @state() private trouble = "";
  @state() private calledBack = 0;
  private readonly page = new Polled<Page>(
    this,
    () => commandsApi.batch(this.batch, this.only, this.offset, PAGE_ROWS),
    REFRESH_MILLISECONDS,
  );

  static override styles = [
    base,
    dense,
    css`
      .back {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--tap);
      }
      code {
        font-size: 13px;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: end;
        gap: 8px 16px;
        margin-block-end: 8px;
      }
      .tools label {
        font-size: 13px;
        font-weight: 500;
        color: var(--ink-soft);
      }
      .history {
        display: grid;
        gap: 4px;
        padding: 8px 0 12px;
      }
      reason-form {
        margin-block-start: 12px;
      }
      .pages {
        display: flex;
        gap: 8px;
        margin-block-start: 10px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("batch")) void this.page.restart();
  }

  override render() {
    const { value, failure } = this.page;
    return html`<a class="back" href="#/commands">${words.backToCommands}</a>
      ${value ? this.content(value, failure) : failure ? problem(failure, this.page.load) : html`<h1 aria-busy="true">${blank("Cut: 12 meters")}</h1>`}`;
  }

  private content({ batch, list, total, commands }: Page, failure: unknown) {
    return html`<h1 data-testid="batch">${sayOrder(batch.order)}: ${words.forMeters(batch.meters)}</h1>
      <p class="soft">${timesHere()}</p>
      ${failure ? html`<p class="note" role="status">${general.noConnection}</p>` : nothing}
      <div class="two" @decided=${this.page.load}>
        <section class="card">
          <progress-bar .batch=${batch}></progress-bar>
          ${this.calledBack > 0 ? html`<p class="note good" role="status">${words.calledBack(this.calledBack)}</p>` : nothing}
          ${batch.state === "over" ? nothing : html`<reason-form .name=${words.callBackRest} .decide=${this.callBack}></reason-form>`}
        </section>
        <section class="card">
          <dl>
            <dt>${words.why}</dt>
            <dd>${batch.reason}</dd>
            <dt>${words.who}</dt>
            <dd>${batch.askedBy}, ${when(batch.askedAt)}</dd>
            <dt>${words.window2}</dt>
            <dd>${when(batch.from)} – ${when(batch.until)}</dd>
            ${batch.spreadSeconds > 0 ? html`<dt>${words.spreadOver}</dt><dd>${period(batch.spreadSeconds)}</dd>` : nothing}
            <dt>${words.approval}</dt>
            <dd>${batch.approval ? html`${words.approved(batch.approval.by, when(batch.approval.at))}` : batch.critical ? words.stillWaiting : words.notNeeded}</dd>
            <dt title=${words.listHint}>${words.list}</dt>
            <dd><code data-testid="list-hash">${shortHash(list)}</code></dd>
          </dl>
          ${batch.state === "waiting" ? html`<approval-card .batch=${batch} .session=${this.session}></approval-card>` : nothing}
        </section>
      </div>
      <section class="card">
        <div class="tools">
          <h2>${words.of}</h2>
          <label>${words.show}<select @change=${(event: Event) => this.show((event.target as HTMLSelectElement).value, 0)}>
            <option value="">${words.allStates}</option>
            ${stateOrder.filter((each) => each !== "withdrawn").map((each) => html`<option value=${each} ?selected=${each === this.only}>${states[each].word}</option>`)}
          </select></label>
        </div>
        ${this.table(commands)} ${this.pages(total)}
      </section>`;
  }

  private show(state: string, offset: number): void {
    this.only = state;
    this.offset = offset;
    void this.page.load();
  }

  private table(commands: Command[]) {
    return html`<div class="scroll">
      <table data-testid="commands">
        <thead>
          <tr>
            <th scope="col">${words.meter}</th>
            <th scope="col" class="less">${words.onFeeder}</th>
            <th scope="col">${words.state}</th>
            <th scope="col" class="less">${words.since}</th>
            <th scope="col">${words.detail}</th>
            <th scope="col"><span class="unseen">${words.history}</span></th>
          </tr>
        </thead>
        <tbody>${commands.map((command) => this.row(command))}</tbody>
      </table>
    </div>`;
  }

  private row(command: Command) {
    const { word, tag, means } = states[command.state];
    const open = this.opened === command.id;
    return html`<tr>
        <td><a class="id" href="#/meters/${command.meter}">${command.meter}</a></td>
        <td class="less">${command.feeder ?? "–"}</td>
        <td><span class=${tag} title=${means} data-testid="command-state">${word}</span></td>
        <td class="less nowrap">${when(command.since)}</td>
        <td>${this.said(command)}</td>
        <td class="r"><button class="quiet" aria-expanded=${open} @click=${() => void this.open(command)}>${open ? words.close : words.history}</button></td>
      </tr>
      ${open ? html`<tr><td colspan="6">${this.changes()}</td></tr>` : nothing}`;
  }

  /** An approval's detail is the hash of the list, which stands above. */
  private said(command: Command): string {
    const by = command.by ? `${command.by}: ` : "";
    return command.state === "requested" || command.state === "approved" ? by.replace(": ", "") : `${by}${told(command.detail)}`;
  }

  private changes() {
    if (this.trouble) return html`<p class="note alarm" role="alert">${this.trouble}</p>`;
    if (!this.history) return html`<p aria-busy="true">${blank("asked for")}</p>`;
    return html`<ol class="history" data-testid="history">
      ${this.history.map(
        (change) => html`<li><b>${events[change.event] ?? change.event}</b> <span class="soft">${when(change.at)}${change.by ? ` · ${change.by}` : ""}${change.detail ? ` · ${told(change.detail)}` : ""}</span></li>`,
      )}
    </ol>`;
  }

  private async open(command: Command): Promise<void> {
    if (this.opened === command.id) {
      this.opened = 0;
      return;
    }
    this.opened = command.id;
    this.history = null;
    this.trouble = "";
    try {
      this.history = await commandsApi.history(command.id);
    } catch (failure) {
      this.trouble = explain(failure);
    }
  }

  private pages(total: number) {
    if (total <= PAGE_ROWS) return nothing;
    return html`<div class="pages">
      <button ?disabled=${this.offset === 0} @click=${() => this.show(this.only, Math.max(0, this.offset - PAGE_ROWS))}>${general.before}</button>
      <button ?disabled=${this.offset + PAGE_ROWS >= total} @click=${() => this.show(this.only, this.offset + PAGE_ROWS)}>${general.after}</button>
      <span class="soft">${general.range(this.offset + 1, Math.min(total, this.offset + PAGE_ROWS), total)}</span>
    </div>`;
  }

  private readonly callBack = async (reason: string): Promise<void> => {
    this.calledBack = (await commandsApi.withdraw(this.batch, reason)).withdrawn;
    await this.page.load();
  };
}
