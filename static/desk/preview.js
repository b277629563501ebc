// Presses the form's own "Refresh" after a pause in typing: the form posts itself into
// the frame. Nothing is fetched, and without this script the button does the same.
(() => {
  const button = document.getElementById("refresh-preview");
  if (!button) return;
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => button.form.requestSubmit(button), 1200);
  };
  button.form.addEventListener("input", later);
  button.form.addEventListener("change", later);
})();
