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
  const go = (key) => {
    const here = rows[at]?.querySelector(`[data-key="${key}"]`);
    const target = here || document.querySelector(`[data-key="${key}"]`);
    if (!target) return;
    if (target.tagName === "A") return target.click();
    target.closest("details")?.setAttribute("open", "");
    const field = "input:not([type=hidden]), select, textarea";
    (target.form?.querySelector(field) || target).focus();
  };
  const search = () => document.getElementById("searchbar")?.focus();
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    t: () => go("t"),
    l: () => go("l"),
    n: () => go("n"),
    "/": search,
  };
  const TYPING =
    "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest(TYPING) || !Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
})();
