import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type MeterDetail, type MeterNotice } from "../kit/api.ts";
import { locale } from "../kit/language.ts";
import { blank, explain, problem } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dateAndTime, longDay } from "../kit/time.ts";
import "./notice-form.ts";
import { money, steps, tellState } from "./notices.ts";
import { Polled } from "./polled.ts";
import { dense } from "./styles.ts";
import { words } from "./words.ts";

const REFRESH_MILLISECONDS = 10_000;

/** What was written to the meter's display and what became of each, and the form for another. */
@customElement("notices-card")
export class NoticesCard extends LitElement {
  @property({ attribute: false }) meter!: MeterDetail;
  @state() private takingBack = 0;
  @state() private trouble = "";
  private shownFor = "";
  private readonly notices = new Polled<MeterNotice[]>(this, () => api.notices(this.meter.id), REFRESH_MILLISECONDS);

  static override styles = [
    base,
    dense,
    css`
      .notices {
        max-block-size: 420px;
        overflow: auto;
      }
      .notices > li {
        padding-block: 10px;
        border-block-start: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .notices > li:first-child {
        border: 0;
        padding-block-start: 0;
      }
      .said {
        white-space: pre-line;
      }
      .back {
        display: grid;
        gap: 10px;
        margin-block-start: 8px;
      }
      .back div {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li button.quiet {
        padding-inline: 0;
      }
      notice-form {
        margin-block-start: 10px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("meter") || this.shownFor === this.meter.id) return;
    this.shownFor = this.meter.id;
    this.takingBack = 0;
    void this.notices.restart();
  }

  override render() {
    return html`<section class="card" data-testid="notices">
      <h2>${words.notices}</h2>
      ${this.list()}
      <notice-form .meter=${this.meter} @sent=${() => void this.notices.load()}></notice-form>
    </section>`;
  }

  private list() {
    const { value, failure } = this.notices;
    if (!value) return failure ? problem(failure, this.notices.load) : html`<p aria-busy="true">${blank("Works in your street")}</p>`;
    if (value.length === 0) return html`<p class="soft">${words.noticesNone}</p>`;
    return html`${failure ? html`<p class="note" role="status">${words.noConnection}</p>` : nothing}
      <ul class="notices" tabindex="0" aria-label=${words.notices}>${value.map((notice) => this.notice(notice))}</ul>`;
  }

  private notice(notice: MeterNotice) {
    const { word, tag } = tellState(notice);
    const lived = steps(notice).map(({ name, at }) => `${words.noticeSteps[name]} ${this.when(at)}`);
    return html`<li data-testid="notice">
      <div class="row"><b lang=${notice.language} dir="auto">${notice.title}</b><span class=${tag} data-testid="notice-state">${word}</span></div>
      ${notice.text ? html`<p class="said" lang=${notice.language} dir="auto">${notice.text}</p>` : nothing}
      ${notice.payment ? html`<p><b>${words.payable(money(notice.payment, locale), longDay(notice.payment.due, locale))}</b></p>` : nothing}
      <p class="soft">${this.sort(notice)} · ${words.noticeUntil(this.when(notice.until))}</p>
      <p class="soft">${lived.join(" · ")}</p>
      <p class="soft">${words.sentBy(notice.sender, notice.reason)}</p>
      ${notice.open ? this.back(notice) : nothing}
    </li>`;
  }

  private sort(notice: MeterNotice): string {
    const asks = notice.kind === "offer" ? words.asksToAnswer : notice.confirm ? words.asksToConfirm : "";
    return [words.noticeKinds[notice.kind], words.urgencies[notice.urgency], asks].filter((word) => word !== "").join(" · ");
  }

  private when(at: string): string {
    return dateAndTime(Date.parse(at), this.meter.zone, locale);
  }

  private back(notice: MeterNotice) {
    if (this.takingBack !== notice.number) {
      return html`<button class="quiet" @click=${() => {
        this.takingBack = notice.number;
        this.trouble = "";
      }}>${words.takeBack}</button>`;
    }
    return html`<form class="back" @submit=${(event: SubmitEvent) => void this.takeBack(event, notice)}>
      <label>${words.whyTakeBack}<input name="reason" required minlength="5" maxlength="500" autocomplete="off" /></label>
      ${this.trouble ? html`<p class="note alarm" role="alert">${this.trouble}</p>` : nothing}
      <div><button class="primary">${words.takeBack}</button><button type="button" class="quiet" @click=${() => (this.takingBack = 0)}>${words.keepIt}</button></div>
    </form>`;
  }

  private async takeBack(event: SubmitEvent, notice: MeterNotice): Promise<void> {
    event.preventDefault();
    const reason = String(new FormData(event.target as HTMLFormElement).get("reason")).trim();
    try {
      await api.withdrawNotice(this.meter.id, notice.number, reason);
      this.takingBack = 0;
      await this.notices.load();
    } catch (failure) {
      this.trouble = explain(failure);
    }
  }
}
