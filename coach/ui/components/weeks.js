// Practice over the weeks: a small line a kind, all on one scale, each with its words beside it.
const SVG = "http://www.w3.org/2000/svg";
const WIDE = 240;
const HIGH = 40;
const EDGE = 6;

function shape(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function line(row, most) {
  const step = (WIDE - 2 * EDGE) / Math.max(1, row.counts.length - 1);
  const base = HIGH - EDGE;
  const points = row.counts.map((count, at) => [EDGE + at * step, base - ((HIGH - 2 * EDGE) * count) / Math.max(1, most), count]);
  const picture = shape("svg", { viewBox: "0 0 " + WIDE + " " + HIGH, role: "img", "aria-label": row.said });
  picture.append(shape("line", { class: "base", x1: EDGE, y1: base, x2: WIDE - EDGE, y2: base }), shape("polyline", { points: points.map(([x, y]) => x + "," + y).join(" ") }));
  for (const [x, y, count] of points) if (count) picture.append(shape("circle", { cx: x, cy: y, r: 3.2 }));
  return picture;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root");
  if (drawn(root, data)) return;
  root.replaceChildren(
    el("ul", {}, data.rows.map((row) => el("li", {}, el("span", { class: "name", text: row.name }), line(row, data.most), el("span", { class: "last", text: row.last })))),
    el("p", { text: data.note }));
}
