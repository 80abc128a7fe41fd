import { html, type TemplateResult } from "lit";

interface Neighbour {
  label: string;
  /** Where it leads; null when there is nothing there. */
  address: string | null;
}

const arrow = (path: string) =>
  html`<svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="2.2" aria-hidden="true"><path d=${path} /></svg>`;

const step = (neighbour: Neighbour, path: string) =>
  neighbour.address === null
    ? html`<span class="button" aria-disabled="true"></span>`
    : html`<a class="button" href=${neighbour.address} aria-label=${neighbour.label}>${arrow(path)}</a>`;

/** A heading between a step back and a step forward in time. */
export function pager(heading: string, before: Neighbour, after: Neighbour): TemplateResult {
  return html`<div class="pager">
    ${step(before, "M12.5 4 6.5 10l6 6")}
    <h1>${heading}</h1>
    ${step(after, "M7.5 4l6 6-6 6")}
  </div>`;
}
