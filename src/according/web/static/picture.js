// The network in the hand: moved, zoomed, its names looked at one by one, taken as PNG or SVG. Without this file the picture
// stands still and its names are links. What was moved is in the address behind "#", which no server is sent.
// Needs: figure.picture with .tools and .chosen; in its drawing .sheet (what moves), [data-node], [data-a][data-b].
"use strict";

function picture(figure) {
  const svg = figure.querySelector("svg.network");
  const sheet = svg.querySelector(".sheet");
  const region = figure.querySelector(".scroll");
  const chosen = figure.querySelector(".chosen");
  const width = Number(sheet.getAttribute("width"));
  const height = Number(sheet.getAttribute("height"));
  const nodes = new Map();
  for (const element of sheet.querySelectorAll("[data-node]")) {
    const [x, y] = element.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    const { node, key, name } = element.dataset;
    nodes.set(node, { element, key, name, link: element.closest("a"), x, y, home: [x, y] });
  }
  const edges = [...sheet.querySelectorAll("line[data-a]")].map((element) => {
    const { a, b, shift, row } = element.dataset;
    return { element, a: nodes.get(a), b: nodes.get(b), shift: Number(shift), row, label: sheet.querySelector(`text[data-row="${row}"]`) };
  });
  const LEAST = 0.5, MOST = 20, STEP = 1.3, FAR = 40, NEAR = 8;
  let view = { k: 1, x: 0, y: 0 };
  let waiting = 0, from = null, moving = null;

  // --- drawing ---------------------------------------------------------------------------------------------------------

  const shown = (x, y) => [(x - view.x) * view.k, (y - view.y) * view.k];

  function draw() {
    waiting = 0;
    for (const node of nodes.values()) {
      [node.sx, node.sy] = shown(node.x, node.y);
      node.element.setAttribute("transform", `translate(${node.sx.toFixed(1)} ${node.sy.toFixed(1)})`);
    }
    for (const edge of edges) {
      const { a, b } = edge;
      const far = Math.hypot(b.sx - a.sx, b.sy - a.sy) || 1;
      const [dx, dy] = [(-(b.sy - a.sy) / far) * edge.shift, ((b.sx - a.sx) / far) * edge.shift];
      const ends = { x1: a.sx + dx, y1: a.sy + dy, x2: b.sx + dx, y2: b.sy + dy };
      for (const name in ends) edge.element.setAttribute(name, ends[name].toFixed(1));
      if (edge.label) {
        edge.label.setAttribute("x", ((ends.x1 + ends.x2) / 2).toFixed(1));
        edge.label.setAttribute("y", ((ends.y1 + ends.y2) / 2).toFixed(1));
      }
    }
    svg.classList.toggle("zoomed", view.k !== 1 || view.x !== 0 || view.y !== 0);
  }

  function redraw() {
    if (!waiting) waiting = requestAnimationFrame(draw);
  }

  function zoom(by, at = [width / 2, height / 2]) {
    const k = Math.min(Math.max(view.k * by, LEAST), MOST);
    view = { k, x: view.x + at[0] / view.k - at[0] / k, y: view.y + at[1] / view.k - at[1] / k };
    redraw();
    keep();
  }

  function pan(dx, dy) {
    view = { ...view, x: view.x - dx / view.k, y: view.y - dy / view.k };
    redraw();
  }

  function move(node, dx, dy) {
    node.x += dx / view.k;
    node.y += dy / view.k;
    redraw();
  }

  function reset() {
    view = { k: 1, x: 0, y: 0 };
    for (const node of nodes.values()) [node.x, node.y] = node.home;
    redraw();
    keep();
  }

  // --- what was moved, in the address ----------------------------------------------------------------------------------

  let kept = 0;
  function keep() {
    clearTimeout(kept);
    kept = setTimeout(() => history.replaceState(history.state, "", location.pathname + location.search + told()), 150);
  }

  function told() {
    const moved = [...nodes].filter(([, n]) => n.x !== n.home[0] || n.y !== n.home[1]);
    const parts = moved.map(([id, n]) => `${id}:${n.x.toFixed(0)},${n.y.toFixed(0)}`);
    const { k, x, y } = view;
    if (k !== 1 || x || y) parts.push(`view:${k.toFixed(3)},${x.toFixed(0)},${y.toFixed(0)}`);
    return parts.length ? `#${parts.join(";")}` : "";
  }

  function recall() {
    for (const part of location.hash.slice(1).split(";")) {
      const [id, words = ""] = part.split(":");
      const numbers = words.split(",").map(Number);
      if (!numbers.every(Number.isFinite)) continue;
      if (id === "view" && numbers.length === 3 && numbers[0] > 0) view = { k: numbers[0], x: numbers[1], y: numbers[2] };
      if (nodes.has(id) && numbers.length === 2) [nodes.get(id).x, nodes.get(id).y] = numbers;
    }
    redraw();
  }

  // --- a name, or a line, looked at ------------------------------------------------------------------------------------

  function address(change) {
    const query = new URLSearchParams(location.search);
    change(query);
    return `${location.pathname}?${query}${told()}`;
  }

  function link(words, href) {
    const made = document.createElement("a");
    Object.assign(made, { href, textContent: words });
    return made;
  }

  function button(words, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  }

  function say(...parts) {
    chosen.hidden = false;
    chosen.replaceChildren(...parts);
  }

  function choose(node) {
    for (const other of nodes.values()) other.element.classList.toggle("picked", other === node);
    const name = document.createElement("b");
    name.textContent = node.name;
    const around = new URLSearchParams(location.search).get("around");
    const expand = address((query) => {
      query.delete("to");
      if (around) query.append("more", node.key); else query.set("around", node.key);
    });
    const parts = [name, link("Profile", node.link.getAttribute("href"))];
    if (node.key !== around) parts.push(link(around ? "Expand from here" : "Network around", expand));
    if (from && from !== node) {
      parts.push(link(`Path from ${from.name} to here`, address((query) => {
        query.delete("more");
        query.set("around", from.key);
        query.set("to", node.key);
      })));
    }
    parts.push(button("Path from here", () => { from = node; say(name, "Now choose the name at the other end."); }));
    parts.push(button("Move", () => { moving = node; say(name, "Now choose its place in the picture, or use Shift and the arrow keys."); node.link.focus(); }));
    say(...parts);
  }

  function read(edge) {
    const words = document.createElement("span");
    const row = document.getElementById(edge.row);
    if (!row) {
      words.textContent = `${edge.a.name} and ${edge.b.name}`;
      say(words, link("All that is said between the two", address((query) => {
        query.delete("more");
        query.set("around", edge.a.key);
        query.set("to", edge.b.key);
      })));
      return;
    }
    words.textContent = edge.element.querySelector("title").textContent;
    say(words, link("All that is said between the two", `#${edge.row}`));
    chosen.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      row.scrollIntoView({ block: "center" });
      row.querySelector("a").focus();
    });
  }

  function lineAt([x, y]) {
    const away = ({ element }) => {
      const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => Number(element.getAttribute(name)));
      const long = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1;
      const t = Math.min(Math.max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long, 0), 1);
      return Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1));
    };
    const near = edges.map((edge) => [away(edge), edge]).sort((a, b) => a[0] - b[0])[0];
    return near && near[0] <= NEAR ? near[1] : null;
  }

  // --- pointers, wheel, keys -------------------------------------------------------------------------------------------

  const held = new Map();
  let dragged = false;

  function place(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [at.x, at.y];
  }

  const nodeOf = (target) => nodes.get(target.closest("[data-node]")?.dataset.node);

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held.set(event.pointerId, { at: place(event), node: nodeOf(event.target), still: true });
    if (held.size === 1) dragged = false;
  });

  svg.addEventListener("pointermove", (event) => {
    const mine = held.get(event.pointerId);
    if (!mine) return;
    const at = place(event);
    const [dx, dy] = [at[0] - mine.at[0], at[1] - mine.at[1]];
    if (mine.still && Math.hypot(dx, dy) < 4) return;
    mine.still = false;
    dragged = true;
    svg.setPointerCapture(event.pointerId);
    const other = [...held.values()].find((pointer) => pointer !== mine);
    if (other) {
      const far = (point) => Math.hypot(point[0] - other.at[0], point[1] - other.at[1]) || 1;
      const middle = [(at[0] + other.at[0]) / 2, (at[1] + other.at[1]) / 2];
      zoom(far(at) / far(mine.at), middle);
      pan(dx / 2, dy / 2);
    } else if (mine.node) {
      move(mine.node, dx, dy);
    } else if (event.pointerType !== "touch" || svg.classList.contains("zoomed")) {
      pan(dx, dy);
    }
    mine.at = at;
  });

  for (const ended of ["pointerup", "pointercancel"]) {
    svg.addEventListener(ended, (event) => {
      held.delete(event.pointerId);
      keep();
    });
  }
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  for (const touch of ["touchstart", "touchmove"]) {
    svg.addEventListener(touch, (event) => { if (event.touches.length > 1) event.preventDefault(); }, { passive: false });
  }

  svg.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (dragged && event.detail) return;
    const node = nodeOf(event.target) || nodes.get(event.target.querySelector?.("[data-node]")?.dataset.node);
    const at = place(event);
    if (moving && event.detail) {
      [moving.x, moving.y] = [at[0] / view.k + view.x, at[1] / view.k + view.y];
      redraw();
      keep();
      choose(moving);
      moving = null;
    } else if (node && (event.target.closest("a") || event.target.closest("[data-node]"))) {
      choose(node);
    } else if (at[1] < height) {
      const edge = lineAt(at);
      if (edge) read(edge); else chosen.hidden = true;
    }
  });

  region.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !region.contains(document.activeElement)) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), place(event));
  }, { passive: false });

  const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const ACTS = {
    in: () => zoom(STEP), out: () => zoom(1 / STEP), reset,
    left: () => pan(FAR, 0), right: () => pan(-FAR, 0), up: () => pan(0, FAR), down: () => pan(0, -FAR),
    svg: () => save(new Blob([drawing()], { type: "image/svg+xml" }), "svg"), png,
  };
  const KEYS = { "+": "in", "=": "in", "-": "out", "0": "reset" };

  region.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const node = nodes.get(event.target.querySelector?.("[data-node]")?.dataset.node);
    if (arrow && event.shiftKey && event.target !== region && node) move(node, -arrow[0] * 10, -arrow[1] * 10);
    else if (arrow) pan(arrow[0] * FAR, arrow[1] * FAR);
    else if (KEYS[event.key]) ACTS[KEYS[event.key]]();
    else return;
    event.preventDefault();
    keep();
  });

  figure.querySelector(".tools").addEventListener("click", (event) => {
    const act = ACTS[event.target.closest("[data-do]")?.dataset.do];
    if (act) { act(); keep(); }
  });

  // --- as a file -------------------------------------------------------------------------------------------------------

  // What is seen, with its legend; the keys of names and links to pages of this machine stay here.
  function drawing() {
    draw();
    const copy = svg.cloneNode(true);
    for (const anchor of copy.querySelectorAll("a")) anchor.replaceWith(...anchor.childNodes);
    for (const element of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of element.getAttributeNames()) if (name.startsWith("data-") || name === "class") element.removeAttribute(name);
    }
    const [, , w, h] = svg.getAttribute("viewBox").split(" ");
    copy.setAttribute("width", w);
    copy.setAttribute("height", h);
    const outside = [...nodes.values()].filter((n) => n.sx < 0 || n.sy < 0 || n.sx > width || n.sy > height).length;
    if (outside) {
      const at = [...svg.querySelectorAll("text")].indexOf(svg.querySelector(".part"));
      copy.querySelectorAll("text")[at].textContent = `A part of the picture: ${outside} of its names are outside.`;
    }
    return new XMLSerializer().serializeToString(copy);
  }

  function save(blob, ending) {
    const made = link("", URL.createObjectURL(blob));
    made.download = `network-${new Date().toISOString().slice(0, 10)}.${ending}`;
    made.click();
    setTimeout(() => URL.revokeObjectURL(made.href), 10_000);
  }

  async function png() {
    const [, , w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([drawing()], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * w, height: 2 * h });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    canvas.toBlob((blob) => save(blob, "png"), "image/png");
  }

  for (const part of figure.querySelectorAll(".tools, .how")) part.hidden = false;
  recall();
}

function pictures() {
  for (const figure of document.querySelectorAll("figure.picture:not([data-live])")) {
    figure.dataset.live = "1";
    picture(figure);
  }
}
pictures();
document.addEventListener("desk:shown", pictures);
