// Small helpers for every component. Text goes in through textContent only.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
  return node;
}

// Whether this data was drawn already; the DOM stays as it is then, and keyboard focus with it.
function drawn(root, data) {
  const now = JSON.stringify(data);
  if (root.__drawn === now) return true;
  root.__drawn = now;
  return false;
}

function quoteMarks(words) {
  return words.map((word) => "“" + word + "”").join(", ");
}

// Four lamps and the heat bar.
function shapeOf(shape) {
  const lamps = shape.lamps.map((lamp) => {
    const lit = lamp.words.length > 0;
    const more = lit ? quoteMarks(lamp.words) : "not said yet";
    return el("li", {}, el("button", { type: "button", class: lit ? "lamp lit" : "lamp", "aria-label": lamp.name + ": " + more },
      el("span", { class: "bulb", "aria-hidden": "true" }),
      el("span", { class: "name", text: lamp.name }),
      el("span", { class: "more", "aria-hidden": "true", text: more })));
  });
  const percent = Math.round(shape.heat * 100) + "%";
  const fill = el("span", { class: "fill" });
  fill.style.inlineSize = percent;
  const bar = el("span", { class: "bar", "aria-hidden": "true" }, fill);
  let change = "";
  if (shape.before !== null && shape.before !== undefined) {
    const mark = el("span", { class: "was" });
    mark.style.insetInlineStart = "calc(" + Math.round(shape.before * 100) + "% - 1px)";
    if (shape.before > 0.03) bar.append(mark);
    change = shape.heat < shape.before - 0.01 ? "cooler than your draft" : "as your draft";
  }
  const words = shape.hot.length ? quoteMarks(shape.hot) : "no sharp words about them";
  const label = "Heat towards them: " + shape.word + ". " + words + (change ? ". " + change : "");
  const heat = el("button", { type: "button", class: "heat", "aria-label": label },
    el("span", { class: "top" }, el("span", { text: "Heat towards them" }), el("span", { class: "word", text: shape.word })),
    bar,
    change && shape.before > 0.03 ? el("span", { class: "change", text: change }) : null,
    el("span", { class: "more", "aria-hidden": "true", text: words }));
  return el("div", { class: lamps.length ? "shape" : "shape bare" }, lamps.length ? el("ul", { class: "lamps" }, lamps) : null, heat);
}
