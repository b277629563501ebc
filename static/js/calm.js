/* The calm view by keys, and each step read aloud by the device's own voice. */
(() => {
  const steps = [...document.querySelectorAll("main > .calm-step")];
  const box = (part) => part.getBoundingClientRect();
  const strip = document.querySelector(".crisis-strip");
  const here = () => {
    const at = steps.findIndex((step) => box(step).bottom > innerHeight / 2);
    return at < 0 ? steps.length - 1 : at;
  };
  const go = (number) => {
    const step = steps[number];
    if (!step) return false;
    step.scrollIntoView();
    step.focus({ preventScroll: true });
    return true;
  };
  const isShownToTheEnd = (step) => box(step.lastElementChild).bottom <= innerHeight;
  const isShownFromTheStart = (step) =>
    box(step.firstElementChild).top >= Math.max(0, box(strip).bottom);

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("button")) return;
    const at = here();
    const isBack = event.key === "ArrowLeft" || event.key === "ArrowUp" || event.key === "PageUp" || (event.key === " " && event.shiftKey);
    const isNext = !isBack && ["ArrowRight", "ArrowDown", "PageDown", " "].includes(event.key);
    const isSideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    // Of a step that is taller than the window nothing is skipped.
    const mayGo = isSideways || (isNext ? isShownToTheEnd : isShownFromTheStart)(steps[at]);
    if ((isBack || isNext) && mayGo && go(isNext ? at + 1 : at - 1)) event.preventDefault();
    // The steps scroll by themselves, and keys scroll what holds the focus.
    else if ((isBack || isNext) && document.activeElement === document.body) steps[at].focus({ preventScroll: true });
  });

  // Who comes back to a page that the phone had put aside is where they were.
  steps.find((step) => `#${step.id}` === location.hash)?.scrollIntoView();
  let last = here();
  const remember = () => {
    if (here() === last) return;
    last = here();
    history.replaceState(null, "", `#${steps[last].id}`);
  };
  addEventListener("scroll", remember, { passive: true, capture: true });

  const voices = window.speechSynthesis;
  const pattern = document.querySelector("[data-read]");
  if (!voices || !pattern) return;
  const language = document.documentElement.lang;
  const voice = () => voices.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
  let speaking = null;
  const label = (button, words) => (button.querySelector("span").textContent = words);
  const hush = () => {
    if (!speaking) return;
    label(speaking, pattern.dataset.read);
    speaking = null;
    voices.cancel();
  };
  const read = (step, button) => {
    const words = [...step.querySelectorAll("[class^=calm-step__]:not(.calm-step__count)")];
    const said = new SpeechSynthesisUtterance(words.map((one) => one.textContent).join(" "));
    said.lang = language;
    said.voice = voice();
    said.rate = 0.9;
    said.onend = () => speaking === button && hush();
    label(button, pattern.dataset.stop);
    speaking = button;
    voices.speak(said);
  };
  const buttons = steps.map((step) => {
    const button = pattern.cloneNode(true);
    button.addEventListener("click", () => {
      const wasSpeaking = speaking === button;
      hush();
      if (!wasSpeaking) read(step, button);
    });
    step.querySelector(".actions").append(button);
    return button;
  });
  const offer = () => buttons.forEach((button) => (button.hidden = !voice()));
  offer();
  voices.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", hush);
  document.addEventListener("visibilitychange", () => document.hidden && hush());
  addEventListener("scroll", () => speaking && speaking !== buttons[here()] && hush(), { passive: true, capture: true });
})();
