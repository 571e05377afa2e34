"use strict";
// Without this script the page can be read as it is: it only lets tables be sorted and the text be searched.
const text = document.getElementById("text");

// tables: a heading sorts by its column; up, down, and as it was
function value(cell) {
  const said = cell.textContent.trim();
  const found = said.replace(/[\s\u00a0\u202f]/g, "").match(/^[<>≥≤€+]?([-−]?[\d.,]+)/);
  if (!found) return { empty: !said || said === "–", said };
  const comma = document.documentElement.lang !== "en";
  const plain = comma ? found[1].replace(/\./g, "").replace(",", ".") : found[1].replace(/,/g, "");
  return { empty: false, number: Number(plain.replace("−", "-")), said };
}

function compared(a, b) {
  if (a.empty !== b.empty) return a.empty ? 2 : -2;
  const numbers = Number.isFinite(a.number) && Number.isFinite(b.number);
  return Math.sign(numbers ? a.number - b.number : a.said.localeCompare(b.said, document.documentElement.lang, { numeric: true }));
}

function sections(body) {
  const found = [{ rows: [] }];
  for (const row of body.rows) {
    if (row.querySelector(".gt_group_heading")) found.push({ heading: row, rows: [] });
    else found.at(-1).rows.push(row);
  }
  return found;
}

function sortable(table) {
  const [body] = table.tBodies;
  const headings = table.tHead?.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
  const parts = body ? sections(body) : [];
  const rows = parts.flatMap(part => part.rows);
  const regular = rows.every(row => row.cells.length === headings.length);
  if (!headings.length || !regular || !parts.some(part => part.rows.length > 2)) return;
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.title = text.dataset.sort;
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const before = heading.getAttribute("aria-sort");
      const next = { ascending: "descending", descending: null }[before] ?? (before ? null : "ascending");
      headings.forEach(other => other.removeAttribute("aria-sort"));
      if (next) heading.setAttribute("aria-sort", next);
      const sign = next === "descending" ? -1 : 1;
      for (const part of parts) {
        const order = part.rows.map(row => [row, value(row.cells[column])]);
        if (next) order.sort(([, a], [, b]) => { const way = compared(a, b); return Math.abs(way) === 2 ? way : sign * way; });
        body.append(...(part.heading ? [part.heading] : []), ...order.map(([row]) => row));
      }
    });
  });
}
text.querySelectorAll(".exhibit-scroll table").forEach(sortable);

// search: every place is marked; Enter goes to the next, Shift+Enter back, Escape ends it
const folded = said => said.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const form = document.createElement("div");
form.className = "search";
form.setAttribute("role", "search");
const label = document.createElement("label");
label.textContent = text.dataset.search;
label.htmlFor = "search";
const box = document.createElement("input");
box.type = "search";
box.id = "search";
box.autocomplete = "off";
const told = document.createElement("p");
told.setAttribute("aria-live", "polite");
form.append(label, box, told);
const contents = document.querySelector(".contents");
if (contents) contents.prepend(form); else text.before(form);
let marks = [], place = -1, opened = [];

function unmark() {
  marks.forEach(mark => { const parent = mark.parentNode; mark.replaceWith(...mark.childNodes); parent.normalize(); });
  opened.forEach(part => { part.open = false; });
  marks = []; opened = []; place = -1;
}

function marked(node, wanted) {
  const said = node.data, plain = [], from = [];
  for (let at = 0; at < said.length; at++) for (const letter of folded(said[at])) { plain.push(letter); from.push(at); }
  const whole = plain.join("");
  const found = [];
  for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length)) found.push(at);
  for (const at of found.reverse()) {
    const range = new Range();
    range.setStart(node, from[at]);
    range.setEnd(node, (from[at + wanted.length - 1] ?? from[at]) + 1);
    const mark = document.createElement("mark");
    range.surroundContents(mark);
    marks.push(mark);
  }
}

function search() {
  unmark();
  const wanted = folded(box.value.trim());
  if (wanted.length > 1) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, node =>
      node.parentElement.closest("svg, script, pre") || !folded(node.data).includes(wanted) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    nodes.forEach(node => marked(node, wanted));
    marks.sort((a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
  }
  told.textContent = wanted.length > 1 ? text.dataset.found.replace("{n}", marks.length) : "";
}

function go(step) {
  if (!marks.length) return;
  marks[place]?.classList.remove("here");
  place = (place + step + marks.length) % marks.length;
  const mark = marks[place];
  for (let part = mark.closest("details:not([open])"); part; part = part.parentElement.closest("details:not([open])")) { part.open = true; opened.push(part); }
  mark.classList.add("here");
  mark.scrollIntoView({ block: "center" });
  told.textContent = text.dataset.place.replace("{i}", place + 1).replace("{n}", marks.length);
}
box.addEventListener("input", search);
box.addEventListener("keydown", event => {
  if (event.key === "Enter") { event.preventDefault(); go(event.shiftKey ? -1 : 1); }
  if (event.key === "Escape") { box.value = ""; search(); }
});
