import { css } from "lit";

/** What every component shares: text, cards, buttons, fields, tables, tags. Logical properties only. */
export const base = css`
  :host {
    display: block;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol,
  figure {
    margin: 0;
    padding: 0;
  }
  h1 {
    font-size: 20px;
    line-height: 1.3;
  }
  h2 {
    font-size: 1em;
    font-weight: 600;
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: var(--energy);
  }
  .soft {
    color: var(--ink-soft);
    font: var(--small);
  }
  .num,
  .figure {
    font: var(--number);
    font-variant-numeric: tabular-nums;
  }
  .figure {
    font: var(--figure);
  }
  .num small,
  .figure small {
    font-size: 18px;
    font-weight: 500;
    color: var(--ink-soft);
  }
  .figure small {
    font-size: 15px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: baseline;
    gap: 4px 12px;
  }
  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 16px;
    min-inline-size: 0;
  }
  .note {
    border-radius: 10px;
    padding: 10px 12px;
    font: var(--small);
    background: var(--warn-soft);
    color: var(--warn);
  }
  .note.alarm {
    background: var(--alarm-soft);
    color: var(--alarm);
  }
  .note.good {
    background: var(--energy-soft);
    color: var(--energy);
  }
  .ok {
    color: var(--energy);
  }
  .wait {
    color: var(--warn);
  }
  .bad {
    color: var(--alarm);
  }
  .tag {
    display: inline-block;
    font: var(--small);
    font-weight: 600;
    padding: 2px 9px;
    border-radius: 99px;
    background: var(--warn-soft);
    color: var(--warn);
    white-space: nowrap;
  }
  .tag.a {
    background: var(--alarm-soft);
    color: var(--alarm);
  }
  .tag.g {
    background: var(--energy-soft);
    color: var(--energy);
  }
  .tag.n {
    background: var(--line);
    color: var(--ink);
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: var(--tap);
    min-inline-size: var(--tap);
    padding: 6px 16px;
    border: 1px solid var(--edge);
    border-radius: 10px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    text-decoration: none;
    cursor: pointer;
  }
  button.primary {
    background: var(--energy);
    border-color: var(--energy);
    color: var(--on-energy);
  }
  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--ink-soft);
    font-weight: 500;
  }
  button:disabled {
    cursor: default;
    color: var(--ink-soft);
    background: var(--ground);
    border-color: var(--line);
  }
  input,
  select,
  textarea {
    inline-size: 100%;
    min-block-size: var(--tap);
    padding: 8px 12px;
    border: 1px solid var(--edge);
    border-radius: 10px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 400;
  }
  label {
    display: grid;
    gap: 4px;
    font-weight: 600;
  }
  :focus-visible {
    outline: 3px solid var(--money);
    outline-offset: 2px;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 8px 6px;
    text-align: start;
    vertical-align: baseline;
    border-block-start: 1px solid var(--line);
  }
  th {
    font-weight: 500;
    color: var(--ink-soft);
    border: 0;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  .r {
    text-align: end;
  }
  .scroll {
    overflow-x: auto;
  }
  summary {
    min-block-size: var(--tap);
    display: flex;
    align-items: center;
    color: var(--ink-soft);
    font: var(--small);
    cursor: pointer;
  }
  summary::before {
    content: "";
    inline-size: 7px;
    block-size: 7px;
    margin-inline: 4px 10px;
    border-inline-end: 2px solid currentColor;
    border-block-end: 2px solid currentColor;
    transform: rotate(-45deg);
  }
  summary:dir(rtl)::before {
    transform: rotate(45deg);
  }
  details[open] > summary::before {
    transform: rotate(45deg);
  }
  .blank {
    display: inline-block;
    border-radius: 6px;
    background: var(--line);
    color: transparent;
    user-select: none;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
