// A report's page: ties marked words and notes together, puts notes beside their lines, links to passages.

import { chosenPassage } from "./passage.js";

const sheet = document.querySelector(".sheet");
const live = document.getElementById("live");
const wide = matchMedia("(min-width: 68.75rem)");
const GAP = 8; // pixels between two notes

const keysOf = (piece) => piece.dataset.f.split(" ");
const pieces = new Map();
for (const piece of sheet.querySelectorAll("[data-f]")) {
  for (const key of keysOf(piece)) pieces.set(key, [...(pieces.get(key) ?? []), piece]);
}
const notes = new Map([...sheet.querySelectorAll(".note")].map((note) => [note.dataset.key, note]));
const order = [...notes.keys()].sort((one, other) => at(one) - at(other));
let selected = null;

function at(key) {
  return Number(pieces.get(key)?.[0].dataset.at ?? 0);
}

function toggle(key, name, on) {
  for (const piece of pieces.get(key) ?? []) piece.classList.toggle(name, on);
  notes.get(key)?.classList.toggle(name, on);
}

function select(key, { focus = false } = {}) {
  if (selected) toggle(selected, "on", false);
  selected = notes.has(key) ? key : null;
  if (selected) {
    toggle(selected, "on", true);
    live.textContent = document.getElementById(`t-${selected}`).textContent.replace(/\s+/g, " ").trim();
  }
  align();
  if (selected && focus) {
    pieces.get(selected)?.[0].scrollIntoView({ block: "center" });
    notes.get(selected).focus({ preventScroll: wide.matches });
  }
}

// The notes stand beside their lines; where they would overlap they move down, and up from the selected one.
function align() {
  sheet.classList.toggle("aligned", wide.matches);
  if (!wide.matches) {
    for (const note of notes.values()) note.style.top = "";
    sheet.style.minHeight = "";
    return;
  }
  const zero = sheet.getBoundingClientRect().top;
  const placed = order.map((key) => {
    const first = pieces.get(key)?.[0].getClientRects()[0];
    return { key, note: notes.get(key), top: first ? first.top - zero : 0, height: notes.get(key).offsetHeight };
  });
  const fixed = Math.max(0, placed.findIndex(({ key }) => key === selected));
  for (let index = fixed + 1; index < placed.length; index += 1) {
    const above = placed[index - 1];
    placed[index].top = Math.max(placed[index].top, above.top + above.height + GAP);
  }
  for (let index = fixed - 1; index >= 0; index -= 1) {
    const below = placed[index + 1];
    placed[index].top = Math.min(placed[index].top, below.top - placed[index].height - GAP);
  }
  if (!selected) settle(placed);
  for (const { note, top } of placed) note.style.top = `${top}px`;
  const last = placed.at(-1);
  sheet.style.minHeight = last ? `${last.top + last.height + GAP}px` : "";
}

// Without a selection no note stands above the text.
function settle(placed) {
  let free = 0;
  for (const place of placed) {
    place.top = Math.max(place.top, free);
    free = place.top + place.height + GAP;
  }
}

sheet.addEventListener("pointerover", (event) => hover(event.target, true));
sheet.addEventListener("pointerout", (event) => hover(event.target, false));
sheet.addEventListener("focusin", (event) => hover(event.target, true));
sheet.addEventListener("focusout", (event) => hover(event.target, false));

function hover(target, on) {
  const key = keyOf(target);
  if (key) toggle(key, "hot", on);
}

function keyOf(target) {
  const link = target.closest("[data-for]");
  const piece = target.closest("[data-f]");
  return link?.dataset.for ?? (piece ? keysOf(piece).at(-1) : target.closest(".note")?.dataset.key);
}

sheet.addEventListener("click", (event) => {
  const piece = event.target.closest("[data-f]");
  const link = event.target.closest("[data-for]");
  if (link) {
    event.preventDefault();
    select(link.dataset.for, { focus: true });
  } else if (piece && String(getSelection()) === "") {
    // A second click on the same words goes on to the finding around this one.
    const keys = keysOf(piece).reverse();
    select(keys[(keys.indexOf(selected) + 1) % keys.length]);
    if (!wide.matches) notes.get(selected)?.scrollIntoView({ block: "nearest" });
  } else if (event.target.closest(".note") && !event.target.closest("a, summary")) {
    select(event.target.closest(".note").dataset.key);
  }
});

sheet.addEventListener("toggle", () => align(), true);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const here = order.indexOf(selected);
  if (event.key === "j" && order.length) select(order[Math.min(here + 1, order.length - 1)], { focus: true });
  if (event.key === "k" && order.length) select(order[Math.max(here - 1, 0)], { focus: true });
  if (event.key === "Escape") select(null);
});

// Addresses: `#s-...` a finding, `#c120-180` a passage by code points.
function follow() {
  const name = decodeURIComponent(location.hash.slice(1));
  const passage = /^c(\d+)-(\d+)$/.exec(name);
  if (passage) {
    const address = new URL(location.href);
    address.searchParams.set("span", `${passage[1]}-${passage[2]}`);
    address.hash = "w-span";
    location.replace(address);
    return;
  }
  const target = name && document.getElementById(name);
  const note = target && target.closest(".note");
  if (note) select(note.dataset.key, { focus: true });
}

const button = document.createElement("button");
button.type = "button";
button.className = "passage";
button.hidden = true;
button.textContent = "Copy a link to the passage";
document.body.append(button);

function offer() {
  button.hidden = !navigator.clipboard || !location.pathname.startsWith("/documents/") || chosenPassage(sheet) === null;
}

document.addEventListener("selectionchange", offer);

button.addEventListener("click", async () => {
  const passage = chosenPassage(sheet);
  if (passage === null) return;
  await navigator.clipboard.writeText(`${location.origin}${location.pathname}?span=${passage}#w-span`);
  button.textContent = "Copied";
  setTimeout(() => {
    button.hidden = true;
    button.textContent = "Copy a link to the passage";
  }, 1200);
});

wide.addEventListener("change", align);
addEventListener("resize", align);
addEventListener("hashchange", follow);
document.fonts?.ready.then(align);
align();
follow();
offer(); // something may have been chosen before this script ran
requestAnimationFrame(() => sheet.classList.add("moving"));
