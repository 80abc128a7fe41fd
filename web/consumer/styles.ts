import { css } from "lit";

/** How the consumer's cards lie: one column on a phone, two on a wide screen. */
export const page = css`
  .cards {
    display: grid;
    gap: var(--gap);
    grid-template-columns: minmax(0, 1fr);
  }
  @media (min-width: 900px) {
    .cards.two {
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      align-items: start;
    }
  }
  .pager {
    display: grid;
    grid-template-columns: var(--tap) 1fr var(--tap);
    align-items: center;
    text-align: center;
    gap: 8px;
  }
  .pager .button {
    padding: 0;
  }
  .pager .button[aria-disabled] {
    visibility: hidden;
  }
  .pager svg:dir(rtl) {
    transform: scaleX(-1);
  }
`;
