// One rewrite: the sentence as it would be sent, the places to fill, its shape, Copy, Use this, Keep mine.
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { readonly: true, style: "position:fixed;opacity:0" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function build(root, data, send) {
  const picks = { ...data.picks };
  const sentence = el("p", { class: "sentence" });
  const status = el("p", { class: "status", role: "status" });
  const openPlaces = () => data.pieces.filter((piece) => piece.key !== undefined && !(picks[piece.key] || "").trim());
  const shown = (piece) => (piece.choice ? piece.choice.join(" / ") : piece.blank);
  const resolved = () => data.pieces.map((piece) => piece.text !== undefined ? piece.text : (picks[piece.key] || "").trim() || "[" + shown(piece) + "]").join("");
  function speak() {
    sentence.replaceChildren(...data.pieces.map((piece) => {
      if (piece.text !== undefined) return document.createTextNode(piece.text);
      const pick = (picks[piece.key] || "").trim();
      return pick ? el("span", { class: "picked", text: pick }) : el("span", { class: "open", text: shown(piece) });
    }));
    status.textContent = "";
  }
  const tell = () => send("picks", { ...picks });
  const rows = data.pieces.filter((piece) => piece.key !== undefined).map((piece) => {
    const name = data.id + "-" + piece.key;
    if (piece.blank) {
      const input = el("input", { type: "text", class: "blank", placeholder: piece.blank, "aria-label": (piece.lead + " … " + piece.blank).trim(), autocomplete: "off",
        oninput: () => { picks[piece.key] = input.value; speak(); }, onchange: tell });
      input.value = picks[piece.key] || "";
      return el("div", { class: "row" }, el("span", { class: "lead", text: piece.lead }), input);
    }
    const other = el("input", { type: "text", class: "blank other", placeholder: "in your own word", "aria-label": "your own word", autocomplete: "off", hidden: true,
      oninput: () => { picks[piece.key] = other.value; speak(); }, onchange: tell });
    const pills = [...piece.choice, null].map((choice) => {
      const own = picks[piece.key] && !piece.choice.includes(picks[piece.key]);
      const radio = el("input", { type: "radio", name: name, class: "sr", onchange: () => {
        other.hidden = choice !== null;
        picks[piece.key] = choice === null ? other.value : choice;
        speak();
        if (choice === null) other.focus(); else tell();
      } });
      radio.checked = choice === null ? Boolean(own) : picks[piece.key] === choice;
      if (choice === null && own) { other.hidden = false; other.value = picks[piece.key]; }
      return el("label", { class: "pill" }, radio, el("span", { text: choice === null ? "other…" : choice }));
    });
    return el("fieldset", { class: "row" }, el("legend", { class: "sr", text: piece.lead + " …" }), el("span", { class: "lead", "aria-hidden": "true", text: piece.lead }), ...pills, other);
  });
  const copy = el("button", { type: "button", class: "action", text: "Copy", onclick: async () => {
    const still = openPlaces();
    const done = await copyText(resolved());
    if (!done) status.textContent = "This browser would not let me copy. Select the sentence and copy it by hand.";
    else status.textContent = still.length ? "Copied, but “" + shown(still[0]) + "” is still open. Fill it in before you send it." : "Copied.";
  } });
  const use = el("button", { type: "button", class: "action main", text: "Use this", onclick: () => send("use", resolved(), true) });
  const keep = el("button", { type: "button", class: "action quiet", text: "Keep mine", onclick: () => send("keep", true, true) });
  speak();
  const side = el("div", { class: "side" });
  const folds = el("div", { class: "folds" });
  root.replaceChildren(el("article", { class: "rewrite", "aria-label": data.name },
    el("div", { class: "main" },
      el("p", { class: "eyebrow" }, el("strong", { text: data.name }), el("span", { text: data.note })),
      sentence, rows.length ? el("div", { class: "rows" }, rows) : null,
      el("div", { class: "actions" }, use, copy, keep), status, folds),
    side));
  return { side, folds };
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const send = (name, value, trigger) => (trigger ? setTriggerValue : setStateValue)(name, value);
  const bones = JSON.stringify([data.id, data.pieces]);
  if (root.__bones !== bones) {
    root.__bones = bones;
    root.__places = build(root, data, send);
    root.__drawn = null;
  }
  if (drawn(root, [data.shape, data.left, data.diff])) return;
  const { side, folds } = root.__places;
  side.replaceChildren(shapeOf(data.shape));
  const opened = [...folds.querySelectorAll("details")].map((one) => one.open);
  folds.replaceChildren(
    ...(data.left.length ? [el("details", { open: opened[0] && opened.length > 1 }, el("summary", { text: "What was left out, and why" }),
      el("ul", { class: "left" }, data.left.map((one) => el("li", {}, el("q", { text: one.span }), el("span", { text: one.reason ? ": " + one.reason : "" })))))] : []),
    el("details", { open: opened[opened.length - 1] }, el("summary", { text: "What changed, word by word" }),
      el("p", { class: "diff" }, data.diff.map((piece) => piece.how === "same" ? document.createTextNode(piece.text)
        : el(piece.how === "gone" ? "del" : "ins", { text: piece.text })))));
}
