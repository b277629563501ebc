/* Lets the phone keep the care pages that are opened on it: those that ask for it. */
(() => {
  const READING_COMES_FIRST = 2500; // ms that a slow phone has for the page alone
  const worker = navigator.serviceWorker;
  if (!worker || !document.currentScript.hasAttribute("data-keep")) return;
  worker.addEventListener("controllerchange", () => worker.controller?.postMessage("keep"));
  const keep = () =>
    worker
      .register("/service-worker.js", { updateViaCache: "none" })
      .then((kept) => kept.update())
      .catch(() => {});
  addEventListener("load", () => setTimeout(keep, READING_COMES_FIRST));
})();

/* Takes from the phone what it keeps of this site: by a button, and when leaving at once. */
(() => {
  if (!window.caches) return;
  const forget = async () => {
    navigator.serviceWorker?.controller?.postMessage("forget");
    for (const name of await caches.keys()) await caches.delete(name);
  };
  document.querySelector(".quick-exit a")?.addEventListener("click", forget);
  const part = document.querySelector("[data-forget]");
  const button = part?.querySelector("button");
  if (!button) return;
  part.hidden = false;
  button.addEventListener("click", async () => {
    await forget();
    part.querySelector("[role=status]").textContent = button.dataset.done;
  });
})();
