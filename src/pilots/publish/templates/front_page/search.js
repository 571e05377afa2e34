"use strict";
// Without this script the reports and their sections are listed: it only lets one search in all of them.
const text = document.getElementById("text");
const folded = said => said.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const known = [...document.querySelectorAll("#sections > li")].map(item => {
  const link = item.querySelector("a"), said = item.querySelector("p").textContent;
  return { href: link.getAttribute("href"), name: link.textContent, said, lang: item.lang, plain: folded(`${link.textContent} ${said}`) };
});
const part = document.createElement("div");
part.className = "search";
part.setAttribute("role", "search");
const label = document.createElement("label");
label.htmlFor = "search";
label.textContent = text.dataset.search;
const box = document.createElement("input");
box.type = "search";
box.id = "search";
box.autocomplete = "off";
const told = document.createElement("p");
told.setAttribute("aria-live", "polite");
const list = document.createElement("ol");
list.className = "hits";
part.append(label, box, told, list);
text.prepend(part);

function snippet(section, word) {
  const plain = folded(section.said), at = plain.indexOf(word);
  // folding may change lengths; then the beginning is shown
  if (at < 0 || plain.length !== section.said.length) return [section.said.slice(0, 160)];
  const from = Math.max(0, at - 60), mark = document.createElement("mark");
  mark.textContent = section.said.slice(at, at + word.length);
  return [(from ? "… " : "") + section.said.slice(from, at), mark, `${section.said.slice(at + word.length, at + 100)} …`];
}

box.addEventListener("input", () => {
  const words = folded(box.value).split(/\s+/).filter(word => word.length > 1);
  const found = words.length ? known.filter(section => words.every(word => section.plain.includes(word))) : [];
  told.textContent = words.length ? text.dataset.found.replace("{n}", found.length) : "";
  list.replaceChildren(...found.map(section => {
    const item = document.createElement("li"), link = document.createElement("a"), said = document.createElement("p");
    item.lang = section.lang;
    link.href = section.href;
    link.textContent = section.name;
    said.append(...snippet(section, words[0]));
    item.append(link, said);
    return item;
  }));
});
