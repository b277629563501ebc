/* Lets the phone keep the care pages that are opened on it. */
(() => {
  const worker = navigator.serviceWorker;
  if (!worker) return;
  worker.addEventListener("controllerchange", () => worker.controller?.postMessage("keep"));
  worker
    .register("/service-worker.js", { updateViaCache: "none" })
    .then((kept) => kept.update())
    .catch(() => {});
})();
