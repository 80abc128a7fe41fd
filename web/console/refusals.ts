import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { api, type Refusals } from "../kit/api.ts";
import { decimal } from "../kit/language.ts";
import { age, blank, empty, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { Polled } from "./polled.ts";
import { dense } from "./styles.ts";
import { readable, words } from "./words.ts";

const REFRESH_MILLISECONDS = 15_000;
const SHOWN = 200;

/** What was refused at the line, counted by reason, and the most recent ones. */
@customElement("refusals-page")
export class RefusalsPage extends LitElement {
  /** Only of this meter; empty means of all. */
  @property() meter = "";
  private readonly refusals = new Polled<Refusals>(this, () => api.refusals(this.meter, SHOWN), REFRESH_MILLISECONDS);

  static override styles = [
    base,
    dense,
    css`
      @media (min-width: 1100px) {
        .two {
          grid-template-columns: minmax(0, 1fr) minmax(0, 3fr);
        }
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("meter")) void this.refusals.restart();
  }

  override render() {
    const { value, failure } = this.refusals;
    return html`<h1>${words.refusals}</h1>
      <p class="soft">${words.refusalsIntro}</p>
      ${this.meter ? html`<p>${words.ofMeter(this.meter)} · <a href="#/refusals">${words.showAll}</a></p>` : nothing}
      ${value && failure ? html`<p class="note" role="status">${words.noConnection}</p>` : nothing}
      ${value ? this.content(value) : failure ? problem(failure, this.refusals.load) : html`<p aria-busy="true">${blank("000")}</p>`}`;
  }

  private link(meter: string | null) {
    return meter === null ? words.unknownMeter : html`<a class="id" href="#/meters/${meter}">${meter}</a>`;
  }

  private content(value: Refusals) {
    if (value.counts.length === 0 && value.recent.length === 0) {
      return html`<div class="two"><section class="card">${empty(words.refusalsNoneAtAll)}</section></div>`;
    }
    return html`<div class="two">
      <section class="card" data-testid="refusal-counts">
        <h2>${words.countsInAll}</h2>
        <table>
          <thead><tr><th scope="col">${words.reason}</th><th scope="col" class="r">${words.countOf}</th></tr></thead>
          <tbody>${value.counts.map((each) => html`<tr><td>${readable(each.reason)}</td><td class="r">${decimal(each.count)}</td></tr>`)}</tbody>
        </table>
      </section>
      <section class="card" data-testid="refusals-recent">
        <h2>${words.recent}</h2>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">${words.time}</th>
                <th scope="col" class="less">${words.meter}</th>
                <th scope="col">${words.reason}</th>
              </tr>
            </thead>
            <tbody>
              ${value.recent.map(
                (each) => html`<tr>
                  <td class="nowrap">${age(Date.now() - Date.parse(each.at))}</td>
                  <td class="less">${this.link(each.meter)}</td>
                  <td>
                    <span class="more">${this.link(each.meter)}</span>
                    <span class="tag a">${readable(each.reason)}</span> ${each.detail}
                  </td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </section>
    </div>`;
  }
}
