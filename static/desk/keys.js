// Single keys for the queue. One press switches them off (WCAG 2.1.4), and they are
// silent while somebody types. Everything they do has a link or a button.
(() => {
  const hints = document.getElementById("keys");
  if (!hints) return;
  const button = document.getElementById("keys-switch");
  let on = localStorage.getItem("keys") !== "off";
  const say = () => {
    button.setAttribute("aria-pressed", on);
    button.textContent = on ? button.dataset.on : button.dataset.off;
    document.querySelectorAll("[data-hint]").forEach((hint) => { hint.hidden = !on; });
  };
  button.addEventListener("click", () => {
    on = !on;
    localStorage.setItem("keys", on ? "on" : "off");
    say();
  });
  hints.hidden = false;
  say();

  const rows = [...document.querySelectorAll("[data-row], #result_list tbody tr")];
  let at = -1;
  const move = (step) => {
    if (!rows.length) return;
    rows[at]?.removeAttribute("data-at");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].setAttribute("data-at", "");
    rows[at].querySelector("a")?.focus();
  };
  // A key only brings somebody to a step; pressing its button stays their own act.
  const field = "input:not([type=hidden]), select, textarea";
  const show = (target) => {
    const box = target.closest("details");
    if (box) box.open = true;
    (target.form?.querySelector(field) || target).focus();
  };
  const go = (key) => {
    const here = rows[at]?.querySelector(`[data-key="${key}"]`);
    const target = here || document.querySelector(`[data-key="${key}"]`);
    if (!target) return false;
    if (target.tagName === "A") target.click();
    else show(target);
    return true;
  };
  const open = (hash = "") => {
    const link = rows[at]?.querySelector("a");
    if (link) location.href = link.href + hash;
    return Boolean(link);
  };
  const tick = () => {
    const box = rows[at]?.querySelector("input.action-select");
    if (box && !box.checked) box.click();
    return go("t");
  };
  const search = () => {
    const bar = document.getElementById("searchbar");
    bar?.focus();
    return Boolean(bar);
  };
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    o: () => open() || go("o"),
    t: () => tick(),
    l: () => open("#step-log") || go("l"),
    n: () => go("n"),
    "/": () => search() || go("/"),
    "?": () => {
      hints.scrollIntoView({ block: "center" });
      button.focus();
    },
  };
  const TYPING =
    "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPING)) return;
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : null;
    if (!act && !/^[a-z]$/.test(event.key)) return;
    const isStep = !act && document.querySelector(`[data-key="${event.key}"]`);
    if (!act && !isStep) return;
    event.preventDefault();
    if (act) act();
    else go(event.key);
  });

  // Whoever came by "search" from a request stands in the field, but only this once:
  // an address that kept it would swallow the keys after every step in the list.
  // Whoever came by "log" from the queue stands before the first question.
  // Who has moved on meanwhile is left where they are.
  const isWaiting = () =>
    [document.body, document.getElementById("searchbar")].includes(document.activeElement);
  const arrive = () => {
    if (location.hash === "#searchbar") {
      if (isWaiting()) search();
      history.replaceState(null, "", location.pathname + location.search);
    }
    if (!location.hash.startsWith("#step-")) return;
    const wanted = document.querySelector(`${location.hash} [type=submit]`);
    if (wanted) show(wanted);
  };
  // The browser itself goes to the place after "#" with its first picture of the page,
  // and takes the focus out of whatever had it before.
  const afterThat = () => requestAnimationFrame(() => setTimeout(arrive));
  if (document.readyState === "complete") afterThat();
  else addEventListener("load", afterThat);
})();
