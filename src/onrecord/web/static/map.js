// The map, drawn from the JSON form of its page. Without the libraries, the table beside it says the same.

const svg = document.getElementById("map");
const world = document.getElementById("world");
const [WIDTH, HEIGHT, PAD, LARGEST] = [960, 480, 36, 26];
const SMALLEST_VIEW = 8; // degrees around a single place

function make(name, attributes, parent) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

// A line around all marks, which the projection is fitted to.
function frame(spots) {
  const around = spots.flatMap(({ longitude: x, latitude: y }) => [
    [x - SMALLEST_VIEW, Math.max(-89, y - SMALLEST_VIEW)], [x + SMALLEST_VIEW, Math.min(89, y + SMALLEST_VIEW)],
  ]);
  return { type: "MultiPoint", coordinates: around };
}

function draw(atlas, found, whole) {
  const { d3, topojson } = globalThis;
  const placed = found.spots.rows
    .map((spot, index) => ({ ...spot, words: found.words[index] }))
    .filter((spot) => spot.latitude !== null);
  const projection = d3.geoEqualEarth();
  if (whole || !placed.length) projection.fitSize([WIDTH, HEIGHT], { type: "Sphere" });
  else projection.fitExtent([[PAD, PAD], [WIDTH - PAD, HEIGHT - PAD]], frame(placed));
  projection.clipExtent([[0, 0], [WIDTH, HEIGHT]]);
  const path = d3.geoPath(projection);
  svg.replaceChildren();
  make("path", { class: "sea", d: path({ type: "Sphere" }) ?? "" }, svg);
  make("path", { class: "land", d: path(topojson.feature(atlas, atlas.objects.land)) ?? "" }, svg);
  const borders = topojson.mesh(atlas, atlas.objects.countries, (one, other) => one !== other);
  make("path", { class: "borders", d: path(borders) ?? "" }, svg);
  const most = Math.max(...placed.map((spot) => spot.count), 1);
  const labels = []; // on top of all circles
  for (const spot of placed.sort((one, other) => other.count - one.count)) {
    const point = projection([spot.longitude, spot.latitude]);
    if (!point) continue;
    const link = make("a", { href: spot.words, tabindex: "-1" }, svg);
    const lead = spot.conflict > spot.cooperation ? "bad" : spot.cooperation ? "good" : "even";
    const radius = Math.max(3, LARGEST * Math.sqrt(spot.count / most));
    const circle = make("circle", { class: `mark ${lead}`, cx: point[0], cy: point[1], r: radius }, link);
    make("title", {}, circle).textContent = `${spot.name}: ${spot.count}`;
    if (radius > 12) labels.push([spot.name, point[0], point[1] + radius + 13]);
  }
  for (const [name, x, y] of labels) make("text", { class: "label", x, y }, svg).textContent = name;
}

async function begin() {
  const answers = await Promise.all([fetch(svg.dataset.atlas), fetch(svg.dataset.source)]);
  if (!answers.every((answer) => answer.ok) || !globalThis.d3?.geoEqualEarth || !globalThis.topojson) return;
  const [atlas, found] = await Promise.all(answers.map((answer) => answer.json()));
  let whole = world.getAttribute("aria-pressed") === "true";
  const show = () => {
    world.setAttribute("aria-pressed", String(whole));
    draw(atlas, found, whole);
  };
  world.addEventListener("click", () => {
    whole = !whole;
    show();
  });
  svg.closest("figure").hidden = false;
  show();
  svg.dataset.drawn = String(svg.querySelectorAll(".mark").length);
}

begin();
