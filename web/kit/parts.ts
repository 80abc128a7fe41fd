import { html, nothing, type TemplateResult } from "lit";
import { type Place, Refused, Unreachable } from "./api.ts";
import { words } from "./words.ts";

/** A large number with its unit. */
export function number(value: string, unit: string, size: "num" | "figure" = "num"): TemplateResult {
  return html`<span class=${size}>${value}<small> ${unit}</small></span>`;
}

/** How long ago, in the largest unit that tells: "7 s ago", "18 min ago". */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 1) return words.age.now;
  if (seconds < 100) return words.age.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return words.age.minutes(minutes);
  const hours = Math.round(minutes / 60);
  if (hours < 48) return words.age.hours(hours);
  const days = Math.round(hours / 24);
  return days < 2 * 365 ? words.age.days(days) : words.age.years(Math.floor(days / 365.25));
}

/** A place by name and address, the name only once. */
export function placeText(place: Place): string {
  return place.address.includes(place.name) ? place.address : `${place.name}, ${place.address}`;
}

/** What to say of a failure: the server's own words when it gave any. */
export function explain(failure: unknown): string {
  if (failure instanceof Unreachable) return words.offline;
  if (failure instanceof Refused && failure.status < 500 && failure.message !== "") return failure.message;
  return words.serverTrouble;
}

/** A failure in place of a card's content, with a way out. */
export function problem(failure: unknown, retry: () => void): TemplateResult {
  return html`<div class="note alarm" role="alert" data-testid="problem">
      ${failure instanceof Unreachable ? explain(failure) : html`${words.failed} ${explain(failure)}`}
    </div>
    <p><button class="quiet" @click=${retry}>${words.tryAgain}</button></p>`;
}

/** A place-holder of a text's own size, so that nothing moves when the text arrives. */
export function blank(likeText: string): TemplateResult {
  return html`<span class="blank" aria-hidden="true">${likeText}</span>`;
}

/** Nothing yet, and what will come. */
export function empty(says: string, next: string | typeof nothing = nothing): TemplateResult {
  return html`<div class="soft" data-testid="empty"><p>${says}</p>
    <p>${next}</p></div>`;
}
