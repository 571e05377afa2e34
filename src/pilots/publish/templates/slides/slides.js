"use strict";
const slides = [...document.querySelectorAll(".slide")];
const overview = document.getElementById("overview");
const links = [...overview.querySelectorAll("a")];
let at = 0;

function show(number) {
  at = Math.min(Math.max(number, 0), slides.length - 1);
  slides[at].scrollIntoView({ behavior: "instant", block: "start" });
  slides[at].focus({ preventScroll: true });
  mark();
}

function mark() {
  history.replaceState(null, "", "#" + slides[at].id);
  document.getElementById("back").disabled = at === 0;
  document.getElementById("on").disabled = at === slides.length - 1;
}

function showNamed() {
  // a link may lead to a heading, an exhibit, or something inside a slide
  const name = decodeURIComponent(location.hash.slice(1));
  const slide = name && document.getElementById(name)?.closest(".slide");
  if (slide) show(slides.indexOf(slide));
}

function toggleNotes() {
  const notes = [...document.querySelectorAll("details.notes")];
  const open = notes.some((part) => part.open);
  notes.forEach((part) => { part.open = !open; });
  slides[at].scrollIntoView({ behavior: "instant", block: "start" });
}

function openOverview() {
  overview.showModal();
  links[at].focus();
}

// on a small screen a slide may be longer than the screen: then these keys scroll as on any page
const fits = () => slides[at].scrollHeight <= innerHeight + 2;
const keys = {
  ArrowRight: () => show(at + 1), ArrowLeft: () => show(at - 1),
  ArrowDown: () => fits() && show(at + 1), ArrowUp: () => fits() && show(at - 1),
  PageDown: () => show(at + 1), PageUp: () => show(at - 1),
  " ": () => show(at + 1), Home: () => show(0), End: () => show(slides.length - 1),
  n: toggleNotes, Escape: openOverview,
};

function sideways(part) {
  return part && part.scrollWidth > part.clientWidth + 1;
}

document.addEventListener("keydown", (event) => {
  const known = keys[event.key];
  if (!known || event.ctrlKey || event.altKey || event.metaKey || overview.open) return;
  if (event.key === " " && event.target.closest("summary, button, a")) return;
  if (/^Arrow/.test(event.key) && (event.target.closest(".said") || sideways(event.target.closest(".scroll")))) return;
  if (event.shiftKey) return event.key === " " ? (event.preventDefault(), show(at - 1)) : undefined;
  if (known() !== false) event.preventDefault();
});

let waiting = 0;
addEventListener("scroll", () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    const seen = slides.findLastIndex((slide) => slide.getBoundingClientRect().top < innerHeight / 2);
    if (seen >= 0 && seen !== at) { at = seen; mark(); }
  });
}, { passive: true });

let touched = null;
addEventListener("touchstart", (event) => {
  touched = event.touches.length === 1 && !sideways(event.target.closest(".scroll, .picture")) ? event.touches[0] : null;
}, { passive: true });
addEventListener("touchend", (event) => {
  if (!touched || overview.open) return;
  const [across, down] = ["clientX", "clientY"].map((axis) => event.changedTouches[0][axis] - touched[axis]);
  if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(down)) show(at + (across < 0 ? 1 : -1));
}, { passive: true });

document.getElementById("back").addEventListener("click", () => show(at - 1));
document.getElementById("on").addEventListener("click", () => show(at + 1));
document.getElementById("all").addEventListener("click", openOverview);
overview.addEventListener("click", (event) => {
  if (event.target.closest("a") || event.target === overview) overview.close();
});
addEventListener("hashchange", showNamed);
document.querySelector(".bar").hidden = false;
document.documentElement.classList.add("turning");
showNamed();
mark();
