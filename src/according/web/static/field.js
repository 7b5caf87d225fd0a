// A network of thousands of names: placed by the server, drawn here on a canvas, moved, zoomed, its names and lines looked at,
// taken as PNG. While it moves, what was drawn is moved with it; what stands still is drawn anew, a little in each frame.
// Without this file the page has the table, and the picture as a file. Where one looks is in the address behind "#".
// Needs: figure.field[data-from] with .tools, .seek input, .scroll with a canvas and .placing, .chosen, an svg with the legend.
"use strict";

async function field(figure) {
  const canvas = figure.querySelector("canvas"), region = figure.querySelector(".scroll");
  const chosen = figure.querySelector(".chosen"), legend = figure.querySelector("svg");
  for (const part of figure.querySelectorAll("[hidden]:not(.chosen)")) part.hidden = false;

  function say(...parts) {
    chosen.hidden = false;
    chosen.replaceChildren(...parts);
  }

  const answer = await fetch(figure.dataset.from, { credentials: "same-origin" }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  if (!answer?.ok) {
    figure.querySelector(".placing").textContent = told?.error || "The server did not answer. Is it still running?";
    return;
  }
  const nodes = told.nodes.map(([key, slug, name, type, x, y]) => ({ key, slug, name, type, x, y }));
  const lines = told.lines.map(([a, b, relation, certainty, denied, width, shift]) => (
    { a: nodes[a], b: nodes[b], relation: told.relations[relation], certainty: told.certainties[certainty], denied, width, shift }));
  const named = [...nodes.filter((n) => n.type === "group"), ...nodes.filter((n) => n.type !== "group")];
  const styles = new Map();
  for (const line of lines) {
    const style = `${line.relation} ${line.certainty} ${line.width}`;
    if (!styles.has(style)) styles.set(style, []);
    styles.get(style).push(line);
  }

  const LEAST = 0.5, MOST = 60, STEP = 1.3, FAR = 40, STILL_MS = 120, AT_ONCE = 400, BUDGET_MS = 7;
  const DASHES = { certain: [], probable: [8, 4] };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let view = null, picked = null, from = null;

  // --- drawing ---------------------------------------------------------------------------------------------------------

  const size = () => [canvas.clientWidth, canvas.clientHeight];
  const scale = (at) => at.k * Math.min(size()[0] / told.width, size()[1] / told.height);
  // All of it, in the middle.
  function home() {
    const s = scale({ k: 1 }), [w, h] = size();
    return { k: 1, x: (told.width - w / s) / 2, y: (told.height - h / s) / 2 };
  }
  const athome = () => { const h = home(); return view.k === 1 && Math.abs(view.x - h.x) < 1 && Math.abs(view.y - h.y) < 1; };
  const shown = (node, at, s) => [(node.x - at.x) * s, (node.y - at.y) * s];

  function colours(light) {
    const css = getComputedStyle(document.documentElement);
    if (light) return { ground: "#ffffff", ink: "#1b1a18", of: (relation) => told.colours[relation] };
    const brighter = (hex) => `rgb(${[1, 3, 5].map((i) => Math.min(255, Math.round(parseInt(hex.slice(i, i + 2), 16) * 1.7))).join(" ")})`;
    return {
      ground: css.getPropertyValue("--card"), ink: css.getPropertyValue("--ink"),
      of: (relation) => (dark.matches ? brighter(told.colours[relation]) : told.colours[relation]),
    };
  }

  function ends(line, at, s) {
    const [[x1, y1], [x2, y2]] = [shown(line.a, at, s), shown(line.b, at, s)];
    const far = Math.hypot(x2 - x1, y2 - y1) || 1, aside = Math.min(line.shift, far / 4);
    const [dx, dy] = [(-(y2 - y1) / far) * aside, ((x2 - x1) / far) * aside];
    return [x1 + dx, y1 + dy, x2 + dx, y2 + dy];
  }

  const outside = ([x1, y1, x2, y2], [w, h]) => Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > w || Math.min(y1, y2) > h;

  function pen(context, style, colour) {
    const [relation, certainty, width] = style.split(" ");
    context.strokeStyle = colour.of(relation);
    context.lineWidth = Number(width) * 0.5 + 0.5;
    context.setLineDash(DASHES[certainty] || [2, 4]);
  }

  // A denied line carries a cross in its middle, at any size.
  function cross(context, [x1, y1, x2, y2]) {
    const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
    context.moveTo(x - 4, y - 4); context.lineTo(x + 4, y + 4);
    context.moveTo(x + 4, y - 4); context.lineTo(x - 4, y + 4);
  }

  function mark(context, node, x, y, r, colour) {
    context.beginPath();
    if (node.type === "person") context.arc(x, y, r, 0, 2 * Math.PI); else context.rect(x - r, y - r, 2 * r, 2 * r);
    context.fillStyle = node.type === "group" ? colour.ink : colour.ground;
    context.fill();
    context.strokeStyle = colour.ink;
    context.stroke();
  }

  function label(context, node, x, y, colour) {
    context.lineWidth = 3;
    context.strokeStyle = colour.ground;
    context.strokeText(node.name.slice(0, 36), x, y + 16);
    context.fillStyle = colour.ink;
    context.fillText(node.name.slice(0, 36), x, y + 16);
  }

  function prepare(context) {
    context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = "center";
    context.lineJoin = "round";
  }

  const radius = (at) => Math.min(6, Math.max(2, 2.5 * Math.sqrt(at.k)));

  // All of the picture in steps, after each of which the browser may do something else.
  function* steps(context, at, colour) {
    const [s, room] = [scale(at), size()];
    prepare(context);
    context.fillStyle = colour.ground;
    context.fillRect(0, 0, ...room);
    context.globalAlpha = lines.length > 3000 && at.k < 3 ? 0.3 : 0.85;
    for (const [style, some] of styles) {
      for (let i = 0; i < some.length; i += AT_ONCE) {
        pen(context, style, colour);
        context.beginPath();
        for (const line of some.slice(i, i + AT_ONCE)) {
          const [x1, y1, x2, y2] = ends(line, at, s);
          if (outside([x1, y1, x2, y2], room)) continue;
          context.moveTo(x1, y1);
          context.lineTo(x2, y2);
        }
        context.stroke();
        yield;
      }
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
    context.lineWidth = 1.5;
    context.strokeStyle = colour.ink;
    context.beginPath();
    for (const line of lines) if (line.denied) cross(context, ends(line, at, s));
    context.stroke();
    yield;
    const r = radius(at), taken = new Set();
    context.lineWidth = r > 3 ? 1.5 : 1;
    for (let i = 0; i < nodes.length; i += 1) {
      const [x, y] = shown(nodes[i], at, s);
      if (x > -r && y > -r && x < room[0] + r && y < room[1] + r) mark(context, nodes[i], x, y, r, colour);
      if (i % AT_ONCE === 0) yield;
    }
    for (let i = 0; i < named.length; i += 1) {
      const [x, y] = shown(named[i], at, s);
      if (i % AT_ONCE === 0) yield;
      if (x < 0 || y < 0 || x > room[0] || y > room[1]) continue;
      const half = Math.min(36, named[i].name.length) * 3.3, cells = [];
      for (let c = Math.floor((x - half) / 20); c <= (x + half) / 20; c += 1) for (const row of [0, 1]) cells.push(`${c} ${Math.floor(y / 18) + row}`);
      if (cells.some((cell) => taken.has(cell))) continue;
      for (const cell of cells) taken.add(cell);
      label(context, named[i], x, y, colour);
    }
  }

  // --- what is ready, and what is being made ---------------------------------------------------------------------------

  const sheet = () => document.createElement("canvas").getContext("2d", { alpha: false });
  const screen = canvas.getContext("2d", { alpha: false });
  let ready = { context: sheet(), at: null }, making = { context: sheet(), at: null };
  let work = null, waiting = 0, still = 0;

  function fit(context) {
    const [w, h] = size(), dots = Math.min(devicePixelRatio || 1, 2);
    if (context.canvas.width !== Math.round(w * dots) || context.canvas.height !== Math.round(h * dots)) {
      [context.canvas.width, context.canvas.height] = [Math.round(w * dots), Math.round(h * dots)];
    }
    context.setTransform(dots, 0, 0, dots, 0, 0);
  }

  function show() {
    const colour = colours(), [w, h] = size();
    fit(screen);
    screen.fillStyle = colour.ground;
    screen.fillRect(0, 0, w, h);
    if (ready.at) {
      const by = view.k / ready.at.k, s = scale(view);
      screen.drawImage(ready.context.canvas, (ready.at.x - view.x) * s, (ready.at.y - view.y) * s, w * by, h * by);
    }
    if (picked) around(picked, colour);
  }

  // The lines of the chosen name, and the names at their other ends, over all else.
  function around(node, colour) {
    const s = scale(view), beside = new Set([node]);
    prepare(screen);
    for (const line of lines) {
      if (line.a !== node && line.b !== node) continue;
      pen(screen, `${line.relation} ${line.certainty} ${line.width + 2}`, colour);
      const [x1, y1, x2, y2] = ends(line, view, s);
      screen.beginPath();
      screen.moveTo(x1, y1);
      screen.lineTo(x2, y2);
      if (line.denied) cross(screen, [x1, y1, x2, y2]);
      screen.stroke();
      beside.add(line.a).add(line.b);
    }
    screen.setLineDash([]);
    for (const other of beside) {
      const [x, y] = shown(other, view, s);
      screen.lineWidth = other === node ? 4 : 1.5;
      mark(screen, other, x, y, Math.max(radius(view), 4), colour);
      if (beside.size < 60 || other === node) label(screen, other, x, y, colour);
    }
  }

  function frame() {
    waiting = 0;
    const until = performance.now() + (ready.at ? BUDGET_MS : 10 * BUDGET_MS);
    while (work && performance.now() < until) {
      if (!work.next().done) continue;
      [ready, making, work] = [making, ready, null];
      canvas.dataset.drawn = "1";
    }
    show();
    if (work) soon();
  }

  function soon() {
    if (!waiting) waiting = requestAnimationFrame(frame);
  }

  function sharpen() {
    fit(making.context);
    making.at = view;
    work = steps(making.context, view, colours());
    soon();
  }

  function changed() {
    work = null;
    canvas.classList.toggle("zoomed", !athome());
    soon();
    clearTimeout(still);
    still = setTimeout(() => { sharpen(); keep(); }, STILL_MS);
  }

  // --- where one looks -------------------------------------------------------------------------------------------------

  function zoom(by, at = size().map((side) => side / 2)) {
    const k = Math.min(Math.max(view.k * by, LEAST), MOST), [old, now] = [scale(view), scale({ k })];
    view = { k, x: view.x + at[0] / old - at[0] / now, y: view.y + at[1] / old - at[1] / now };
    changed();
  }

  function pan(dx, dy) {
    const s = scale(view);
    view = { ...view, x: view.x - dx / s, y: view.y - dy / s };
    changed();
  }

  function reset() {
    [view, picked] = [home(), null];
    chosen.hidden = true;
    changed();
  }

  function keep() {
    const { k, x, y } = view;
    const looked = !athome() ? `#view:${k.toFixed(3)},${x.toFixed(0)},${y.toFixed(0)}` : "";
    history.replaceState(history.state, "", location.pathname + location.search + looked);
  }

  function recall() {
    view = home();
    const numbers = (location.hash.match(/^#view:(.*)/)?.[1] || "").split(",").map(Number);
    if (numbers.length === 3 && numbers.every(Number.isFinite) && numbers[0] > 0) view = { k: numbers[0], x: numbers[1], y: numbers[2] };
    canvas.classList.toggle("zoomed", !athome());
    sharpen();
  }

  // --- a name, or a line, looked at ------------------------------------------------------------------------------------

  function link(words, href) {
    return Object.assign(document.createElement("a"), { href, textContent: words });
  }

  function address(around, to = "") {
    const query = new URLSearchParams(location.search);
    query.set("around", around.key);
    if (to) query.set("to", to.key);
    return `${location.pathname}?${query}`;
  }

  function choose(node) {
    picked = node;
    const name = Object.assign(document.createElement("b"), { textContent: node.name });
    const parts = [name, link("Profile", `/party-${node.slug}`), link("Network around", address(node))];
    if (from && from !== node) parts.push(link(`Path from ${from.name} to here`, address(from, node)));
    const start = Object.assign(document.createElement("button"), { type: "button", textContent: "Path from here" });
    start.addEventListener("click", () => { from = node; say(name, "Now choose the name at the other end."); });
    say(...parts, start);
    soon();
  }

  function read(line) {
    say(`${line.a.name}, ${told.labels[line.relation]}${line.denied ? ", denied" : ""}: ${line.b.name}`,
      link("All that is said between the two", address(line.a, line.b)));
  }

  function look([x, y]) {
    const s = scale(view), near = (some, away, most) => {
      let best = null, least = most;
      for (const one of some) { const far = away(one); if (far < least) [best, least] = [one, far]; }
      return best;
    };
    const node = near(nodes, (n) => Math.hypot(...shown(n, view, s).map((c, i) => c - [x, y][i])), 10);
    if (node) { choose(node); return; }
    const line = near(lines, (l) => {
      const [x1, y1, x2, y2] = ends(l, view, s), long = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1;
      const t = Math.min(Math.max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / long, 0), 1);
      return Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1));
    }, 5);
    picked = null;
    soon();
    if (line) read(line); else chosen.hidden = true;
  }

  figure.querySelector(".seek input").addEventListener("change", (event) => {
    const words = event.target.value.trim().toLocaleLowerCase();
    if (!words) return;
    const begins = (n) => n.name.toLocaleLowerCase().startsWith(words);
    const found = nodes.find(begins) || nodes.find((n) => n.name.toLocaleLowerCase().includes(words));
    if (!found) { say("No name in this picture holds these words."); return; }
    const k = Math.max(view.k, 4), s = scale({ k }), [w, h] = size();
    view = { k, x: found.x - w / 2 / s, y: found.y - h / 2 / s };
    changed();
    choose(found);
  });

  // --- pointers, wheel, keys -------------------------------------------------------------------------------------------

  const held = new Map();
  let dragged = false;
  const place = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held.set(event.pointerId, { at: place(event), still: true });
    if (held.size === 1) dragged = false;
  });
  canvas.addEventListener("pointermove", (event) => {
    const mine = held.get(event.pointerId);
    if (!mine) return;
    const at = place(event), [dx, dy] = [at[0] - mine.at[0], at[1] - mine.at[1]];
    if (mine.still && Math.hypot(dx, dy) < 4) return;
    mine.still = false;
    dragged = true;
    canvas.setPointerCapture(event.pointerId);
    const other = [...held.values()].find((pointer) => pointer !== mine);
    if (other) {
      const far = (point) => Math.hypot(point[0] - other.at[0], point[1] - other.at[1]) || 1;
      zoom(far(at) / far(mine.at), [(at[0] + other.at[0]) / 2, (at[1] + other.at[1]) / 2]);
      pan(dx / 2, dy / 2);
    } else if (event.pointerType !== "touch" || canvas.classList.contains("zoomed")) {
      pan(dx, dy);
    }
    mine.at = at;
  });
  for (const ended of ["pointerup", "pointercancel"]) canvas.addEventListener(ended, (event) => held.delete(event.pointerId));
  for (const touch of ["touchstart", "touchmove"]) {
    canvas.addEventListener(touch, (event) => { if (event.touches.length > 1) event.preventDefault(); }, { passive: false });
  }
  canvas.addEventListener("click", (event) => { if (!dragged) look(place(event)); });
  region.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !region.contains(document.activeElement)) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), place(event));
  }, { passive: false });

  recall();
  const ACTS = {
    in: () => zoom(STEP), out: () => zoom(1 / STEP), reset, png,
    left: () => pan(FAR, 0), right: () => pan(-FAR, 0), up: () => pan(0, FAR), down: () => pan(0, -FAR),
  };
  const KEYS = { "+": "in", "=": "in", "-": "out", 0: "reset", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
  region.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    ACTS[KEYS[event.key]]();
  });
  figure.querySelector(".tools").addEventListener("click", (event) => ACTS[event.target.closest("[data-do]")?.dataset.do]?.());
  new ResizeObserver(() => { if (!canvas.classList.contains("zoomed")) view = home(); changed(); }).observe(canvas);
  dark.addEventListener("change", changed);

  // --- as a file -------------------------------------------------------------------------------------------------------

  // What is seen, in ink on white, with its legend beneath; the legend says where a part is left out. However narrow the
  // screen, the file is as wide as the legend: what a picture must carry can be read.
  async function png() {
    const [w, h] = size(), s = scale(view), [, , wide, tall] = legend.getAttribute("viewBox").split(" ").map(Number);
    const copy = legend.cloneNode(true), context = document.createElement("canvas").getContext("2d", { alpha: false });
    const away = nodes.filter((n) => { const [x, y] = shown(n, view, s); return x < 0 || y < 0 || x > w || y > h; }).length;
    if (away) copy.querySelector(".part").textContent = `A part of the picture: ${away} of its names are outside.`;
    for (const element of [copy, ...copy.querySelectorAll("*")]) element.removeAttribute("class");
    const across = Math.max(w, wide), by = across / w, high = (tall * across) / wide;
    copy.setAttribute("width", across);
    copy.setAttribute("height", high);
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
    await image.decode();
    [context.canvas.width, context.canvas.height] = [2 * across, 2 * (h * by + high)];
    context.setTransform(2 * by, 0, 0, 2 * by, 0, 0);
    for (const _ of steps(context, view, colours(true)));
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.drawImage(image, 0, h * by, across, high);
    URL.revokeObjectURL(image.src);
    context.canvas.toBlob((blob) => {
      const made = link("", URL.createObjectURL(blob));
      made.download = `network-${new Date().toISOString().slice(0, 10)}.png`;
      made.click();
      setTimeout(() => URL.revokeObjectURL(made.href), 10_000);
    }, "image/png");
  }

}

function fields() {
  for (const figure of document.querySelectorAll("figure.field:not([data-live])")) {
    figure.dataset.live = "1";
    field(figure);
  }
}
fields();
document.addEventListener("desk:shown", fields);
