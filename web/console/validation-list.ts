import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { api, type ValidatedDay } from "../kit/api.ts";
import { locale } from "../kit/language.ts";
import { explain } from "../kit/parts.ts";
import { base } from "../kit/styles.ts";
import { dateAndTime, timeOfDay } from "../kit/time.ts";
import { dense } from "./styles.ts";
import { readable, words } from "./words.ts";

/** What validation found in a meter's day, how its intervals are known, and who changed them. */
@customElement("validation-list")
export class ValidationList extends LitElement {
  @property() meter = "";
  @property() day = "";
  @state() private validated: ValidatedDay | null = null;
  @state() private trouble = "";

  static override styles = [
    base,
    dense,
    css`
      h3 {
        margin-block: 16px 6px;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
        display: grid;
        gap: 8px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("meter") || changed.has("day")) void this.load();
  }

  private async load(): Promise<void> {
    const asked = `${this.meter} ${this.day}`;
    this.validated = null;
    this.trouble = "";
    try {
      const validated = await api.meterValidation(this.meter, this.day);
      if (asked === `${this.meter} ${this.day}`) this.validated = validated;
    } catch (failure) {
      this.trouble = explain(failure);
    }
  }

  override render() {
    if (this.trouble) return html`<p class="note" role="status">${this.trouble}</p>`;
    if (!this.validated) return nothing;
    const { findings, versions, zone } = this.validated;
    return html`<h3>${words.validation}</h3>
      <p class="soft" data-testid="statuses">${this.statuses(this.validated)}</p>
      ${findings.length === 0
        ? html`<p class="soft">${words.validationNone}</p>`
        : html`<ul data-testid="findings">
            ${findings.map(
              (finding) => html`<li>
                <span class="tag wait">${readable(finding.rule)}</span>
                ${timeOfDay(Date.parse(finding.from), zone, locale)} – ${timeOfDay(Date.parse(finding.to), zone, locale)}:
                ${finding.detail}
              </li>`,
            )}
          </ul>`}
      ${versions.length === 0
        ? nothing
        : html`<ul data-testid="versions">
            ${versions.map(
              (version) => html`<li class="soft">
                ${version.kind === "withdrawal"
                  ? words.withdrawalSays(version.number, version.author)
                  : words.versionSays(version.number, version.kind, version.intervals, version.author)},
                ${dateAndTime(Date.parse(version.written), zone, locale)}: ${version.reason}
              </li>`,
            )}
          </ul>`}`;
  }

  private statuses(day: ValidatedDay): string {
    const many = (status: string) => day.intervals.filter((one) => one.status === status).length;
    const others = ["estimated", "edited", "missing"]
      .filter((status) => many(status) > 0)
      .map((status) => words.intervalsOf(many(status), status));
    return words.intervalsCount(many("actual"), others.join(""));
  }
}
