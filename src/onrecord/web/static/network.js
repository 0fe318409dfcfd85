// The network, drawn from the JSON form of its page. Without the library, the tables of the page say the same.

const holder = document.getElementById("graph");
const chosen = document.getElementById("chosen");
const hint = chosen.textContent;
const dark = matchMedia("(prefers-color-scheme: dark)");

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const LABELLED = 30; // nodes whose names are shown without pointing at them, the most active first

const lead = (edge) => (edge.score > 0.05 ? "--content-ink" : edge.score < -0.05 ? "--event" : "--soft");

function elements(network) {
  const small = holder.clientWidth < 600 ? 0.7 : 1;
  const most = Math.max(...network.edges.map((edge) => edge.weight));
  const active = network.nodes.map((node) => node.statements + node.spoken_of + node.events + node.received);
  const largest = Math.max(...active, 1);
  const nodes = network.nodes.map((node, index) => ({
    data: { id: `n:${node.id}`, own: node, label: node.name, shown: index < LABELLED ? node.name : "", size: small * (12 + 30 * Math.sqrt(active[index] / largest)) },
    position: around(index, network.nodes.length),
  }));
  const edges = network.edges.map((edge, index) => ({
    data: {
      id: `e:${index}`, source: `n:${edge.source}`, target: `n:${edge.target}`, own: edge,
      width: 1 + 5 * Math.sqrt(edge.weight / most), lead: lead(edge),
      line: edge.kind === "acts_on" ? "solid" : "dashed",
    },
  }));
  return [...nodes, ...edges];
}

// Where nodes begin: on a circle, so that the same network is always drawn in the same way.
function around(index, count) {
  const angle = (2 * Math.PI * index) / count;
  return { x: 300 * Math.cos(angle), y: 300 * Math.sin(angle) };
}

// Names and circles keep their size on the screen, however far the whole has to be scaled to fit.
function styles(zoom) {
  const [ink, paper, link, hot] = ["--ink", "--paper", "--link", "--hot-line"].map(colour);
  return [
    { selector: "node", style: {
      width: (node) => node.data("size") / zoom, height: (node) => node.data("size") / zoom, label: "data(shown)", "background-color": link, color: ink,
      "font-size": 12 / zoom, "text-valign": "bottom", "text-margin-y": 3 / zoom, "text-max-width": 110 / zoom,
      "text-wrap": "ellipsis", "text-outline-color": paper, "text-outline-width": 2 / zoom,
    } },
    { selector: "edge", style: {
      width: (edge) => edge.data("width") / zoom, "arrow-scale": 0.8, "line-color": (edge) => colour(edge.data("lead")), "line-style": "data(line)",
      "target-arrow-color": (edge) => colour(edge.data("lead")), "target-arrow-shape": "triangle",
      "curve-style": "bezier", opacity: 0.75,
    } },
    { selector: ".hot", style: { "background-color": hot, "line-color": hot, "target-arrow-color": hot, opacity: 1 } },
    { selector: "node.hot", style: { label: "data(label)", "z-index": 9 } },
    { selector: ".faded", style: { opacity: 0.18 } },
  ];
}

function told(element) {
  const own = element.data("own");
  if (element.isNode()) {
    return `${own.name}: says ${own.statements}, is spoken of ${own.spoken_of}, does ${own.events}, receives ${own.received}`;
  }
  const [source, target] = [element.source().data("label"), element.target().data("label")];
  const how = own.kind === "acts_on" ? "acts on" : "speaks about";
  return `${source} ${how} ${target}: ${own.weight}, mean score ${own.score.toFixed(1)}`;
}

function address(element, unit) {
  const own = element.data("own");
  const query = new URLSearchParams();
  if (element.isEdge()) {
    const name = (end) => (unit === "country" ? end.data("own").id : end.data("own").name);
    query.set("one", name(element.source()));
    query.set("other", name(element.target()));
    return `/dyads?${query}`;
  }
  if (unit === "country") return `/statements?${new URLSearchParams({ country: own.id })}`;
  return `/actor?${new URLSearchParams(own.ref ? { ref: own.ref } : { name: own.name })}`;
}

async function draw() {
  if (!globalThis.cytoscape) return;
  const answer = await fetch(holder.dataset.source);
  if (!answer.ok) return;
  const network = await answer.json();
  holder.parentElement.hidden = false; // before anything is measured
  const drawn = globalThis.cytoscape({
    container: holder, elements: elements(network), style: styles(1),
    layout: {
      name: "cose", animate: false, randomize: false, nodeRepulsion: () => 4e5, nodeOverlap: 40,
      idealEdgeLength: () => 110, componentSpacing: 40, padding: 40,
    },
    minZoom: 0.2, maxZoom: 3,
  });
  const zoom = drawn.zoom();
  drawn.style(styles(zoom));
  drawn.on("mouseover", "node, edge", (event) => {
    const near = event.target.isNode() ? event.target.closedNeighborhood() : event.target.union(event.target.connectedNodes());
    drawn.elements().difference(near).addClass("faded");
    event.target.addClass("hot");
    chosen.textContent = told(event.target);
  });
  drawn.on("mouseout", "node, edge", () => {
    drawn.elements().removeClass("hot faded");
    chosen.textContent = hint;
  });
  drawn.on("tap", "node, edge", (event) => location.assign(address(event.target, network.unit)));
  dark.addEventListener("change", () => drawn.style(styles(zoom)));
  holder.dataset.drawn = String(drawn.elements().length);
}

draw();
