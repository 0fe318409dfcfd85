// The stream: asks for what was read since the newest report shown, and puts it on top, unless paused or out of sight.

const MOST = 200; // reports kept in the page
const list = document.getElementById("arrivals");
const live = document.getElementById("live");
const pause = document.getElementById("pause");
let paused = false;

const newest = () => Math.max(0, ...[...list.children].map((item) => Number(item.dataset.number)));

async function look() {
  const address = `/stream?limit=100&after=${newest()}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  const fresh = [...holder.content.children];
  if (!fresh.length) return;
  for (const item of fresh) item.classList.add("fresh");
  list.prepend(...fresh);
  while (list.children.length > MOST) list.lastElementChild.remove();
  document.getElementById("none")?.remove();
  live.textContent = fresh.length === 1 ? "1 new report" : `${fresh.length} new reports`;
}

async function again() {
  if (!paused && !document.hidden) {
    try {
      await look();
      if (live.dataset.failed) live.textContent = "";
      delete live.dataset.failed;
    } catch {
      if (!live.dataset.failed) live.textContent = "The reading room does not answer; trying again.";
      live.dataset.failed = "yes";
    }
  }
  setTimeout(again, Number(list.dataset.every));
}

pause.hidden = false;
pause.addEventListener("click", () => {
  paused = !paused;
  pause.setAttribute("aria-pressed", String(paused));
  live.textContent = paused ? "Paused: new reports are not shown." : "";
});
setTimeout(again, Number(list.dataset.every));
