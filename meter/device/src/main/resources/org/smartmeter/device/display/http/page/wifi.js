/** The home's network: how it stands, and the form that gives another one. The password leaves this page once, to the meter. */

const LOOK_MILLISECONDS = 5_000;
const CHOOSING_MILLISECONDS = 3_000;
const STRONG_DBM = -60;
const GOOD_DBM = -72;
const HIDDEN = "";

/** @param page what the page lends: $, words, element, text, show, say, post, and whether a PIN is set */
export function wifi({ $, words, element, text, show, say, post, pin }) {
  const said = words.wifi;
  let chosen = null;
  let byHand = false;
  let shown = "";
  let looking = null;

  const strength = (dBm) => (dBm >= STRONG_DBM ? said.strong : dBm >= GOOD_DBM ? said.good : said.weak);
  const trouble = (code) => said.trouble[code] ?? "";

  function heading({ mode, name, joined }) {
    if (mode === "setup") return said.setUp;
    if (joined) return said.joined(name);
    return mode === "trying" ? said.trying(name) : said.lookingFor(name);
  }

  function render(now) {
    const lines = [now.joined && now.signal ? strength(now.signal) : "", now.mode === "setup" ? said.own : ""].filter(Boolean);
    const failed = now.failed ? said.failed(now.failed.name, trouble(now.failed.trouble)) : "";
    const wrong = failed || (now.trouble === "none" || now.trouble === "not_set_up" ? "" : trouble(now.trouble));
    $("wifi").hidden = false;
    text($("wifi-heading"), heading(now));
    show($("wifi-strength"), lines.join(" · "));
    show($("wifi-trouble"), wrong);
    const told = `${heading(now)} ${wrong}`;
    if (shown && shown !== told) say(told);
    shown = told;
  }

  async function look() {
    try {
      const answer = await fetch("api/wifi");
      if (answer.status === 404) return; // this meter leaves the network to its board
      if (answer.ok) render(await answer.json());
    } catch {
      // the page says already that the meter is not reached
    }
    setTimeout(look, LOOK_MILLISECONDS);
  }

  // ---------------------------------------------------------------- the form

  function choose(network) {
    chosen = network;
    $("network-name-label").hidden = network.name !== HIDDEN;
    $("network-password-label").hidden = network.open;
    $("network-show-label").hidden = network.open;
    $("network-name").required = network.name === HIDDEN;
    $("network-password").required = !network.open && network.name !== HIDDEN;
  }

  function choice(network) {
    const label = network.name === HIDDEN ? said.hidden : network.name;
    const about = network.name === HIDDEN ? "" : [strength(network.signal), network.open ? said.open : ""].filter(Boolean).join(" · ");
    return element("label", { className: "choice" },
      element("input", { type: "radio", name: "network", checked: chosen?.name === network.name, onchange: () => {
        byHand = true;
        choose(network);
      } }),
      element("span", {}, element("bdi", { textContent: label })),
      element("span", { className: "soft", textContent: about }));
  }

  /** Only what changed is drawn anew, so that nothing jumps below a finger or loses the focus. */
  function list({ networks }) {
    const key = JSON.stringify(networks.map(({ name, open, signal }) => [name, open, strength(signal)]));
    if ($("networks").dataset.key === key) return;
    $("networks").dataset.key = key;
    const all = [...networks, { name: HIDDEN, open: false, signal: 0 }];
    // "Another one" is there before any is found; the strongest takes its place unless somebody wants it.
    if (!all.some((each) => each.name === chosen?.name) || (chosen.name === HIDDEN && !byHand)) choose(all[0]);
    const focused = $("networks").contains(document.activeElement);
    $("networks").replaceChildren($("networks").firstElementChild, ...all.map(choice));
    if (focused) $("networks").querySelector("input:checked")?.focus();
    show($("no-networks"), networks.length === 0 ? said.none : "");
  }

  async function lookAround() {
    try {
      const answer = await fetch("api/wifi/networks");
      if (answer.ok) list(await answer.json());
    } catch {
      // asked again
    }
    if ($("network").open) looking = setTimeout(lookAround, CHOOSING_MILLISECONDS);
  }

  function forget() {
    for (const id of ["network-password", "network-name", "network-pin"]) $(id).value = "";
    $("network-show").checked = false;
    $("network-password").type = "password";
  }

  $("wifi-choose").onclick = () => {
    forget();
    chosen = null;
    byHand = false;
    delete $("networks").dataset.key;
    $("network-trouble").hidden = true;
    $("network-pin-label").hidden = !pin();
    list({ networks: [] });
    $("network").showModal();
    lookAround();
  };
  $("network-show").onchange = () => {
    $("network-password").type = $("network-show").checked ? "text" : "password";
  };
  $("network-name").oninput = () => {
    byHand = true;
  };
  $("network-no").onclick = () => $("network").close();
  $("network").onclose = () => {
    clearTimeout(looking);
    forget();
  };
  $("network").querySelector("form").onsubmit = async (event) => {
    event.preventDefault();
    const name = chosen.name === HIDDEN ? $("network-name").value : chosen.name;
    const fields = { name, password: chosen.open ? "" : $("network-password").value };
    $("network-yes").disabled = true;
    try {
      await post("api/wifi", pin() ? { ...fields, pin: $("network-pin").value } : fields);
      $("network").close();
      text($("wifi-heading"), said.trying(name));
      show($("wifi-trouble"), "");
      show($("wifi-given"), said.given(name));
    } catch (refusal) {
      show($("network-trouble"), refusal.message);
    } finally {
      $("network-yes").disabled = false;
    }
  };
  look();
}
