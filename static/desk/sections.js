// Sections by keyboard and mouse: move up, move down, close and open, each said aloud.
// Dragging stays as content-editor has it; only its order numbers are used here.
(() => {
  const words = document.getElementById("section-words").dataset;
  const news = document.getElementById("section-news");
  const BOX = ".order-machine .inline-related:not(.empty-form)";

  const order = (box) => Number(box.style.order);
  const boxes = () =>
    [...document.querySelectorAll(BOX)].sort((a, b) => order(a) - order(b));
  const nameOf = (box) => {
    const said = box.querySelector("h3 .inline_label")?.textContent.trim();
    const kind = box.querySelector("h3 b")?.textContent.replace(/:$/, "").trim();
    return [kind, said].filter(Boolean).join(": ");
  };
  const say = (form, facts) => {
    news.textContent = form.replace(/\{(\w+)\}/g, (_all, key) => facts[key]);
  };
  const changed = (box) =>
    box.dispatchEvent(new Event("change", { bubbles: true }));

  const number = (list) =>
    list.forEach((box, place) => {
      box.style.order = 10 * (place + 1);
      box.querySelector(".order-machine-ordering").value = 10 * (place + 1);
    });

  const move = (box, step, button) => {
    const list = boxes();
    const from = list.indexOf(box);
    const to = from + step;
    if (to < 0 || to >= list.length) {
      say(step < 0 ? words.first : words.last, { name: nameOf(box) });
      return;
    }
    list.splice(to, 0, ...list.splice(from, 1));
    number(list);
    button.focus();
    box.scrollIntoView({ block: "nearest" });
    say(words.moved, { name: nameOf(box), number: to + 1, count: list.length });
    changed(box);
  };

  const mover = (box, step, sign, said) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "section-move";
    button.innerHTML = `<span aria-hidden="true">${sign}</span>`;
    button.append(said);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      move(box, step, button);
    });
    // Named after its section only when reached: names change while one types.
    button.addEventListener("focus", () => {
      button.setAttribute("aria-label", `${said}: ${nameOf(box)}`);
    });
    return button;
  };

  // The title of a box closes and opens it; content-editor lets only the mouse do so.
  const foldable = (box) => {
    const label = box.querySelector("h3 .inline_label");
    const isOpen = () => !box.classList.contains("collapsed");
    const tell = () => label.setAttribute("aria-expanded", isOpen());
    label.tabIndex = 0;
    label.setAttribute("role", "button");
    label.addEventListener("focus", () => {
      label.setAttribute("aria-label", words.fold.replace("{name}", nameOf(box)));
    });
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      label.click();
    });
    new MutationObserver(tell).observe(box, { attributeFilter: ["class"] });
    tell();
  };

  const equip = (box) => {
    if (box.querySelector(":scope > h3 .section-move")) return;
    const head = box.querySelector(":scope > h3");
    const label = head?.querySelector(".inline_label");
    if (!label) return;
    const moves = document.createElement("span");
    moves.className = "section-moves";
    moves.append(mover(box, -1, "↑", words.up), mover(box, 1, "↓", words.down));
    label.after(moves);
    foldable(box);
  };

  const helpKinds = () => {
    for (const kind of window.ContentEditor.plugins) {
      const button = document.querySelector(`[data-plugin-prefix="${kind.prefix}"]`);
      if (!kind.help || !button || button.querySelector(".plugin-button-help")) continue;
      const help = document.createElement("span");
      help.className = "plugin-button-help";
      help.textContent = kind.help;
      button.querySelector(".plugin-button-title").append(help);
      button.removeAttribute("title");
    }
  };

  document.addEventListener("content-editor:ready", () => {
    if (window.ContentEditor.allowChange) boxes().forEach(equip);
    helpKinds();
  });
  document.addEventListener("content-editor:activate", (event) => {
    const { inline } = event.detail;
    if (!window.ContentEditor.allowChange || !inline.matches(BOX)) return;
    equip(inline);
  });
  document.addEventListener("formset:added", (event) => {
    if (!event.target.matches(BOX)) return;
    const list = boxes();
    const facts = { number: list.indexOf(event.target) + 1, count: list.length };
    say(words.added, { name: nameOf(event.target), ...facts });
    // After the editors are in place: into the first box that one can see.
    setTimeout(() => firstField(event.target)?.focus(), 0);
  });

  const FIELD = "input:not([type=hidden]), select, textarea, .ProseMirror";
  const firstField = (box) =>
    [...box.querySelectorAll("fieldset :is(" + FIELD + ")")].find(
      (field) => field.offsetParent,
    );

  // A link from the checks: open the box, and put the writer into its first field.
  document.addEventListener("click", (event) => {
    const href = event.target.closest?.(".problems__where")?.getAttribute("href");
    const place = href && document.getElementById(href.slice(1));
    if (!place) return;
    if (place.matches(".collapsed")) place.querySelector("h3 .inline_label").click();
    const first = place.matches(FIELD) ? place : firstField(place);
    event.preventDefault();
    history.replaceState(null, "", href);
    place.scrollIntoView({ block: "start" });
    (first ?? place).focus({ preventScroll: true });
  });
})();
