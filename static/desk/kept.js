// Whoever comes back from signing in saves with one press: the token, which signing in
// has changed, is taken from a page of today. Without this script the server shows the
// words once more, with the new token, and a second press saves.
(() => {
  const form = document.getElementById("kept");
  const ready = document.getElementById("kept-ready");
  const TOKEN = "[name=csrfmiddlewaretoken]";
  const refresh = async () => {
    const answer = await fetch(form.dataset.fresh, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(TOKEN);
    if (fresh) form.querySelector(TOKEN).value = fresh.value;
    if (ready && page.getElementById("logout-form")) {
      ready.textContent = ready.dataset.words;
    }
  };
  const again = () => {
    if (document.visibilityState === "visible") refresh().catch(() => {});
  };
  document.addEventListener("visibilitychange", again);
  addEventListener("focus", again);
})();
