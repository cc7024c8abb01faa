// The draft with its marks. One button a span, of text that wraps with the text around it; its card opens right after it in reading order, beside the text where there is room.
function cardFor(span, data, id, setTriggerValue, close) {
  const card = el("div", { class: "card " + span.family, id: id, role: "group", "aria-label": span.name || span.family_name });
  card.append(el("p", { class: "eyebrow" }, el("span", { class: "swatch", "aria-hidden": "true", text: "abc" }), el("span", { text: span.family_name + (span.name ? " · " + span.name : "") })));
  for (const line of span.lines) card.append(el("p", { class: "line", text: line }));
  if (span.quote) {
    card.append(el("details", { open: !span.folded }, el("summary", { text: "From the article" }),
      el("blockquote", {}, el("span", { text: "“" + span.quote + "”" }), el("cite", { text: span.source }))));
  }
  const actions = el("div", { class: "actions" });
  if (span.quiet) actions.append(el("button", { type: "button", class: "action", text: "Not in this case", onclick: () => setTriggerValue("quiet", span.quiet) }));
  actions.append(el("button", { type: "button", class: "action quiet", text: "Close", onclick: close }));
  card.append(actions);
  return card;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  if (drawn(root, data)) return;
  const letters = Array.from(data.text);
  const part = (from, to) => letters.slice(from, to).join("");
  const text = el("div", { class: "text" });
  const wrap = el("div", { class: "wrap" }, text);
  const buttons = [];
  let open = null;
  let card = null;

  function place() {
    const wide = wrap.clientWidth >= 700;
    wrap.classList.toggle("wide", wide);
    wrap.style.minBlockSize = "";
    if (!card) return;
    if (wide) {
      const top = Math.max(0, open.offsetTop - 6);
      card.style.insetBlockStart = top + "px";
      wrap.style.minBlockSize = top + card.offsetHeight + 8 + "px";
    }
  }
  function close(keepFocus) {
    if (!open) return;
    const was = open;
    open.setAttribute("aria-expanded", "false");
    card.remove();
    open = card = null;
    place();
    if (keepFocus) was.focus();
  }
  function show(button, span, index) {
    const same = open === button;
    close(false);
    if (same) return;
    open = button;
    button.setAttribute("aria-expanded", "true");
    card = cardFor(span, data, "card-" + index, setTriggerValue, () => close(true));
    card.addEventListener("toggle", place, true);
    button.tail.after(card);
    place();
  }
  let at = 0;
  data.spans.forEach((span, index) => {
    text.append(document.createTextNode(part(at, span.start)));
    // A <button> is a block of its own to the line breaks, so that a long mark would leave its full stop alone on the next line.
    const button = el("span", {
      role: "button", tabindex: "0", class: "mark " + span.family + " w" + span.weight, "aria-expanded": "false", "aria-controls": "card-" + index,
      onclick: () => show(button, span, index),
      onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(button, span, index); } },
    }, el("span", { text: part(span.start, span.end) }), el("span", { class: "sr", text: " (" + span.family_name + ")" }));
    buttons.push(button);
    text.append(button);
    // The punctuation that clings to a mark stays with it, and the card comes after that.
    const limit = index + 1 < data.spans.length ? data.spans[index + 1].start : letters.length;
    at = span.end;
    while (at < limit && /[^\s\p{L}\p{N}]/u.test(letters[at])) at += 1;
    button.tail = document.createTextNode(part(span.end, at));
    text.append(button.tail);
  });
  text.append(document.createTextNode(part(at, letters.length)));
  wrap.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
  const used = new Map(data.spans.map((span) => [span.family, span.family_name]));
  const legend = el("p", { class: "legend" }, el("span", { class: "sr", text: "Underlines: " }),
    [...used].map(([family, name]) => el("span", { class: family }, el("span", { class: "swatch", "aria-hidden": "true", text: "abc" }), el("span", { text: name }))));
  root.replaceChildren(wrap, legend);
  place();
  const watch = new ResizeObserver(place);
  watch.observe(root);
  const worst = data.spans.findIndex((span) => span.weight >= 2);
  if (worst >= 0 && wrap.clientWidth >= 700) show(buttons[worst], data.spans[worst], worst);
}
