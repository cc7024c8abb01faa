// Theirs and mine side by side; what mine picked up of theirs carries the same mark and letter in both.
function marked(text, spans) {
  const letters = Array.from(text);
  const out = [];
  let at = 0;
  for (const span of spans) {
    if (span.start < at) continue;
    out.push(document.createTextNode(letters.slice(at, span.start).join("")));
    out.push(el("mark", { class: "m" + (span.letter % 4) }, el("span", { text: letters.slice(span.start, span.end).join("") }), el("sup", { text: String.fromCharCode(97 + (span.letter % 26)) })));
    at = span.end;
  }
  out.push(document.createTextNode(letters.slice(at).join("")));
  return out;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root");
  if (drawn(root, data)) return;
  const side = (title, text, spans) => el("section", {}, el("h3", { text: title }), el("p", { class: "text" }, marked(text, spans)));
  root.replaceChildren(
    el("div", { class: "two" }, side("What they said", data.theirs, data.theirs_spans), side("What you answer", data.mine, data.mine_spans)),
    el("p", { class: "note", text: data.mine_spans.length ? "The same letter shows what you picked up of theirs." : "Nothing of theirs is picked up in your answer yet." }));
}
