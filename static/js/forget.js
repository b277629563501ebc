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
