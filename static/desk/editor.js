// Three manners that the editors lack under a strict policy. Linked before them, as a
// classic script; its data- attributes bring the words.
(() => {
  const words = document.currentScript.dataset;

  // 1. A <style> made by script is refused. Hand its text to the CSSOM instead, once.
  const seen = new Set();
  const adopt = (node) => {
    if (seen.has(node.textContent)) return;
    seen.add(node.textContent);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(node.textContent);
    document.adoptedStyleSheets.push(sheet);
  };
  const isStyle = (node) => node.nodeName === "STYLE";
  const head = document.head;
  const { append, appendChild } = head;
  head.append = (...nodes) => {
    nodes.filter(isStyle).forEach(adopt);
    append.apply(head, nodes.filter((node) => !isStyle(node)));
  };
  head.appendChild = (node) => {
    if (!isStyle(node)) return appendChild.call(head, node);
    adopt(node);
    return node;
  };

  // 2. The writing area is a nameless textbox: name it after its label.
  const name = (area) => {
    const label = area.closest(".form-row")?.querySelector("label");
    area.setAttribute("aria-label", label?.textContent.trim() || words.area);
  };

  // 3. The "+" and the kinds behind it are for the mouse only: let keys reach them.
  const SPOT = ".order-machine-insert-target";
  const KIND = ".plugin-button[data-plugin-prefix]";
  const reach = (spot) => {
    const isLast = spot.classList.contains("last");
    spot.tabIndex = 0;
    spot.setAttribute("role", "button");
    spot.setAttribute("aria-label", isLast ? words.atEnd : words.here);
  };
  document.addEventListener("keydown", (event) => {
    const spot = event.target.closest?.(`${SPOT}, ${KIND}`);
    if (!spot || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    spot.click();
    if (!spot.matches(SPOT)) return;
    const shown = `.plugin-buttons-visible ${KIND}:not(.content-editor-hide)`;
    document.querySelector(shown)?.focus();
  });

  new MutationObserver(() => {
    document.querySelectorAll(".ProseMirror:not([aria-label])").forEach(name);
    document.querySelectorAll(`${SPOT}:not([tabindex])`).forEach(reach);
    document.querySelectorAll(`${KIND}:not([tabindex])`).forEach((kind) => {
      kind.tabIndex = 0;
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
