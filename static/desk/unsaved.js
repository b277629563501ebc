// Says that something is not saved yet, truly: shown with the first change, and asked
// about once when somebody would leave. Looking at the preview saves nothing.
(() => {
  const form = document.getElementById("article_form");
  if (!form) return;
  const mark = document.getElementById("unsaved");
  const saved = document.getElementById("saved");
  let isChanged = false;

  const change = (event) => {
    if (isChanged || !event.isTrusted && !event.target.closest(".order-machine")) return;
    isChanged = true;
    if (!mark) return;
    mark.hidden = false;
    saved.hidden = true;
  };
  form.addEventListener("input", change);
  form.addEventListener("change", change);
  form.addEventListener("drop", change);
  document.addEventListener("formset:added", change);
  document.addEventListener("formset:removed", change);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget !== "preview") isChanged = false;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
})();
