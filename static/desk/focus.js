// A click on the picture writes its two numbers. Without this file they are typed.
(() => {
  const picture = document.getElementById("focus");
  const fields = ["x", "y"].map((axis) => document.getElementById(`id_focus_${axis}`));
  if (!picture || fields.includes(null)) return;
  const point = picture.appendChild(document.createElement("span"));
  point.className = "focus__point";
  const show = () => {
    point.style.left = `${fields[0].value}%`;
    point.style.top = `${fields[1].value}%`;
  };
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const share = (at, start, length) =>
      Math.min(100, Math.max(0, Math.round(((at - start) / length) * 100)));
    fields[0].value = share(event.clientX, box.left, box.width);
    fields[1].value = share(event.clientY, box.top, box.height);
    show();
  });
  fields.forEach((field) => field.addEventListener("input", show));
  document.getElementById("focus-hint").hidden = false;
  picture.dataset.ready = "";
  show();
})();
