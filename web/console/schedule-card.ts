import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type MeterDetail } from "../kit/api.ts";
import { explain } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dense } from "./styles.ts";
import { period, words } from "./words.ts";

const SAMPLE_PERIODS = [60, 300, 600, 900, 1800, 3600];
const PUSH_PERIODS = [60, 300, 900, 1800, 3600, 6 * 3600, 24 * 3600];

/** How often a meter measures and sends, and the order to change it, with what it will do said beforehand. */
@customElement("schedule-card")
export class ScheduleCard extends LitElement {
  @property({ attribute: false }) meter!: MeterDetail;
  @state() private sample = 0;
  @state() private push = 0;
  @state() private trouble = "";
  @state() private ordered = false;
  @state() private busy = false;
  private shownFor = "";

  static override styles = [
    base,
    dense,
    css`
      form {
        display: grid;
        gap: 12px;
        margin-block-start: 12px;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 12px;
      }
      label {
        font-size: 13px;
        font-weight: 500;
        color: var(--ink-soft);
      }
      select {
        font-size: 14px;
      }
      button {
        justify-self: start;
      }
      .card > p + p {
        margin-block-start: 8px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    // A refresh of the same meter must not take away what is being chosen.
    if (!changed.has("meter") || this.shownFor === this.meter.id) return;
    this.shownFor = this.meter.id;
    this.sample = this.meter.schedule.samplePeriodSeconds;
    this.push = this.meter.schedule.pushPeriodSeconds;
    this.ordered = false;
    this.trouble = "";
  }

  override render() {
    const { schedule } = this.meter;
    const same = this.sample === schedule.samplePeriodSeconds && this.push === schedule.pushPeriodSeconds;
    const impossible = this.push < this.sample;
    return html`<section class="card" data-testid="schedule">
      <h2>${words.schedule}</h2>
      <p>${words.scheduleNow(period(schedule.samplePeriodSeconds), period(schedule.pushPeriodSeconds))}</p>
      ${schedule.pending ? html`<p class="note" role="status" data-testid="schedule-pending">${words.schedulePending}</p>` : nothing}
      <form @submit=${this.submit}>
        <div class="pair">
          ${this.choice(words.samplePeriod, "sample", SAMPLE_PERIODS, this.sample, (value) => (this.sample = value))}
          ${this.choice(words.pushPeriod, "push", PUSH_PERIODS, this.push, (value) => (this.push = value))}
        </div>
        <p class=${impossible ? "note alarm" : "soft"} data-testid="schedule-says">${this.says(same, impossible)}</p>
        ${this.trouble ? html`<p class="note alarm" role="alert">${this.trouble}</p>` : nothing}
        ${this.ordered && !this.trouble ? html`<p class="note good" role="status">${words.scheduleSent}</p>` : nothing}
        <button class="primary" ?disabled=${same || impossible || this.busy}>${words.changeSchedule}</button>
      </form>
    </section>`;
  }

  private choice(name: string, key: string, periods: number[], chosen: number, pick: (value: number) => void) {
    const options = [...new Set([...periods, chosen])].sort((one, other) => one - other);
    return html`<label>${name}<select name=${key} @change=${(event: Event) => pick(Number((event.target as HTMLSelectElement).value))}>
      ${options.map((seconds) => html`<option value=${seconds} ?selected=${seconds === chosen}>${period(seconds)}</option>`)}
    </select></label>`;
  }

  private says(same: boolean, impossible: boolean) {
    if (impossible) return words.scheduleImpossible;
    if (same) return words.scheduleSame;
    const slower = this.push > this.meter.schedule.pushPeriodSeconds ? ` ${words.scheduleSlower}` : "";
    return words.scheduleWill(this.meter.id, period(this.sample), period(this.push)) + slower;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.busy = true;
    this.trouble = "";
    try {
      await api.schedule(this.meter.id, this.sample, this.push);
      this.ordered = true;
      this.dispatchEvent(new Event("ordered"));
    } catch (failure) {
      this.trouble = explain(failure);
    } finally {
      this.busy = false;
    }
  }
}
