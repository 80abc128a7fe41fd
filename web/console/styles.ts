import { css } from "lit";

/** The console is denser than the customer's app. */
export const dense = css`
  :host {
    font-size: 14px;
    line-height: 1.45;
    --gap: 14px;
    --radius: 12px;
    --tap: 40px;
  }
  @media (pointer: coarse) {
    :host {
      --tap: 48px;
    }
  }
  h1 {
    margin-block-end: 2px;
  }
  .cards {
    display: grid;
    gap: var(--gap);
    grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
    margin-block: 16px;
  }
  @media (max-width: 500px) {
    .cards {
      grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
    }
  }
  /* What a narrow screen leaves out of a table, and what it says elsewhere instead. */
  @media (max-width: 700px) {
    .less {
      display: none;
    }
  }
  @media (min-width: 701px) {
    .more {
      display: none;
    }
  }
  .two {
    display: grid;
    gap: var(--gap);
    grid-template-columns: minmax(0, 1fr);
    margin-block: 16px;
    align-items: start;
  }
  @media (min-width: 1100px) {
    .two {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }
  }
  .card {
    padding: 14px 16px;
  }
  .card > h2 {
    margin-block-end: 8px;
  }
  .number {
    margin-block: 4px;
    min-block-size: 30px;
  }
  .id {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  th,
  td {
    padding-block: 5px;
  }
  td a {
    display: inline-block;
    padding-block: 4px;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(120px, max-content) 1fr;
    gap: 6px 16px;
    font-variant-numeric: tabular-nums;
  }
  dt {
    color: var(--ink-soft);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .nowrap {
    white-space: nowrap;
  }
`;
