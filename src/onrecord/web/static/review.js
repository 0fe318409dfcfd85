// Review: keys of the queue, words taken from what is selected, and actors of other reports to choose from.

import { chosenPassage } from "./passage.js";

const live = document.getElementById("live");
const items = [...document.querySelectorAll("[data-item]")];
const sheet = document.querySelector(".sheet");
let here = items.length ? 0 : -1;

function move(to) {
  if (!items.length) return;
  items[here]?.classList.remove("on");
  here = Math.min(Math.max(to, 0), items.length - 1);
  items[here].classList.add("on");
  items[here].focus({ preventScroll: true });
  items[here].scrollIntoView({ block: "nearest" });
  if (live) live.textContent = items[here].querySelector(".said").textContent.replace(/\s+/g, " ").trim();
}

const press = (button) => button?.form.requestSubmit(button);
const KEYS = {
  a: () => press(items[here].querySelector("[value='accept']")),
  r: () => press(items[here].querySelector("[value='reject']")),
  e: () => items[here].querySelector(".edit")?.click(),
  n: () => move(here + 1),
  p: () => move(here - 1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "u") press(document.querySelector("#undo button"));
  if (event.key === "?" && document.getElementById("keys")) {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  }
  if (items.length && Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

for (const [index, item] of items.entries()) {
  item.addEventListener("focusin", () => {
    if (index === here) return;
    items[here]?.classList.remove("on");
    here = index;
    item.classList.add("on");
  });
}
items[here]?.classList.add("on");

// A field of words: what is selected takes the place of what stands in it, or joins it with the shift key.
let passage = null;
const links = [...document.querySelectorAll("[data-new]")];
const addresses = links.map((link) => link.href);
document.addEventListener("selectionchange", () => {
  const chosen = sheet ? chosenPassage(sheet) : null;
  if (chosen !== null) passage = { place: chosen, words: String(getSelection()).replace(/\s+/g, " ").trim() };
  links.forEach((link, index) => {
    const address = new URL(addresses[index]);
    if (chosen !== null) address.searchParams.set("words", chosen);
    link.href = address;
  });
});
for (const button of document.querySelectorAll("[data-take]")) {
  button.hidden = false;
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    if (!passage) return;
    const field = document.getElementById(button.dataset.take);
    const line = passage.place;
    field.value = event.shiftKey && field.value.trim() ? `${field.value.trim()}\n${line}` : line;
    field.classList.add("taken");
    field.setAttribute("title", passage.words);
  });
}

// Actors of other reports whose names have what is typed.
const known = document.getElementById("people");
let asked = null;
async function ask(name) {
  asked?.abort();
  asked = new AbortController();
  const address = `/actors?format=json&limit=12&name=${encodeURIComponent(name)}`;
  const answer = await fetch(address, { signal: asked.signal });
  if (!answer.ok) return;
  const there = new Set([...known.options].map((option) => option.value));
  for (const actor of (await answer.json()).rows) {
    if (there.has(actor.name)) continue;
    const option = document.createElement("option");
    option.value = actor.name;
    option.textContent = [actor.kind, actor.country].filter(Boolean).join(", ");
    known.append(option);
  }
}
let waiting = 0;
for (const field of document.querySelectorAll("[data-actors]")) {
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const name = field.value.trim();
    if (name.length > 1) waiting = setTimeout(() => ask(name).catch(() => {}), 150);
  });
}
