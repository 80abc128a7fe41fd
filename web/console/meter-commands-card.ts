import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { MeterDetail } from "../kit/api.ts";
import { type Command, commandsApi } from "../kit/commands.ts";
import { locale } from "../kit/language.ts";
import { blank, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dateAndTime } from "../kit/time.ts";
import { sayOrder, states } from "./commands.ts";
import { words } from "./commands-words.ts";
import { Polled } from "./polled.ts";
import { dense } from "./styles.ts";

const REFRESH_MILLISECONDS = 3_000;

/** What a meter was ordered to do and what became of it, and the way to order more. */
@customElement("meter-commands-card")
export class MeterCommandsCard extends LitElement {
  @property({ attribute: false }) meter!: MeterDetail;
  private shownFor = "";
  private readonly commands = new Polled<Command[]>(this, () => commandsApi.ofMeter(this.meter.id), REFRESH_MILLISECONDS);

  static override styles = [
    base,
    dense,
    css`
      ul {
        max-block-size: 300px;
        overflow: auto;
      }
      li {
        padding-block: 8px;
        border-block-start: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      li:first-child {
        border: 0;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-block-start: 10px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("meter") || this.shownFor === this.meter.id) return;
    this.shownFor = this.meter.id;
    void this.commands.restart();
  }

  override render() {
    const ask = (kind: string, name: string) => html`<a class="button" href="#/commands?kind=${kind}&meter=${this.meter.id}">${name}</a>`;
    return html`<section class="card" data-testid="meter-commands">
      <h2>${words.ofMeter}</h2>
      ${this.list()}
      <div class="acts">
        ${this.meter.supply ? html`${ask("disconnect", words.cut)} ${ask("reconnect", words.reconnect)}` : nothing}
        ${ask(this.meter.supply ? "limit" : "message", words.other)}
      </div>
    </section>`;
  }

  private list() {
    const { value, failure } = this.commands;
    if (!value) return failure ? problem(failure, this.commands.load) : html`<p aria-busy="true">${blank("Cut, done")}</p>`;
    if (value.length === 0) return html`<p class="soft">${words.ofMeterNone}</p>`;
    return html`<ul tabindex="0" aria-label=${words.ofMeter}>
      ${value.map((command) => {
        const { word, tag, means } = states[command.state];
        return html`<li>
          <div class="row"><a href="#/commands/${command.batch}">${sayOrder(command.order)}</a><span class=${tag} title=${means} data-testid="meter-command-state">${word}</span></div>
          <p class="soft">${dateAndTime(Date.parse(command.since), this.meter.zone, locale)} · ${command.askedBy}: ${command.reason}</p>
        </li>`;
      })}
    </ul>`;
  }
}
