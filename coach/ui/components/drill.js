// One thing to practise: what to do, the words, a way to answer, hints, and what comes back, all in one place.
// Keys work while the focus is inside: 1 to 9 pick, arrows walk from word to word, Ctrl+Enter answers.
function keyOf(at) {
  return at < 9 ? el("kbd", { "aria-hidden": "true", text: String(at + 1) }) : null;
}

// Ways to answer. Each: { node, get() -> list of words, set(list), lock(on), empty: what to say when nothing is there, digit(n), first }.
const WAYS = {
  pick(data, tell) {
    let chosen = null;
    const buttons = data.options.map((words, at) => el("button", { type: "button", class: "option", "aria-pressed": "false", onclick: () => choose(at) }, keyOf(at), el("span", { text: words })));
    const show = () => buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(chosen === at)));
    function choose(at) {
      if (buttons[at].getAttribute("aria-disabled") === "true") return;
      chosen = at;
      show();
      tell();
    }
    return {
      node: el("div", { class: "options", role: "group", "aria-labelledby": "ask" }, buttons), first: buttons[0], picks: true,
      get: () => (chosen === null ? [] : [data.options[chosen]]), set: (answer) => { chosen = answer.length ? data.options.indexOf(answer[0]) : null; show(); },
      lock: (on) => { if (!on) { chosen = null; show(); } buttons.forEach((button) => button.setAttribute("aria-disabled", String(on))); }, digit: (at) => buttons[at] && choose(at),
    };
  },
  finer(data, tell) {
    const boxes = data.options.map((words, at) => el("input", { type: "checkbox", class: "sr", value: words, "aria-keyshortcuts": at < 9 ? String(at + 1) : null }));
    return {
      node: el("div", { class: "pills", role: "group", "aria-labelledby": "ask" }, boxes.map((box, at) => el("label", { class: "pill" }, box, el("span", {}, keyOf(at), el("span", { text: data.options[at] }))))),
      first: boxes[0], get: () => boxes.filter((box) => box.checked).map((box) => box.value), set: (answer) => boxes.forEach((box) => { box.checked = answer.includes(box.value); }),
      lock: (on) => boxes.forEach((box) => { box.disabled = on; }), empty: "Pick one or more words first.", digit: (at) => { if (boxes[at] && !boxes[at].disabled) boxes[at].checked = !boxes[at].checked; },
    };
  },
  build(data, tell) {
    let order = [];
    const message = el("p", { class: "built", role: "status" });
    const buttons = data.options.map((words, at) => el("button", { type: "button", class: "option piece", "aria-pressed": "false", onclick: () => toggle(at) }, keyOf(at), el("span", { text: words }), el("span", { class: "nth" })));
    function show() {
      message.textContent = order.map((at) => data.options[at]).join(" ") || "Your message grows here, in the order you pick.";
      message.classList.toggle("open", !order.length);
      buttons.forEach((button, at) => {
        const place = order.indexOf(at);
        button.setAttribute("aria-pressed", String(place >= 0));
        button.querySelector(".nth").textContent = place >= 0 ? "in place " + (place + 1) : "";
      });
    }
    function toggle(at) {
      if (buttons[at].getAttribute("aria-disabled") === "true") return;
      order = order.includes(at) ? order.filter((one) => one !== at) : [...order, at];
      show();
    }
    show();
    return {
      node: el("div", { class: "build" }, message, el("div", { class: "options column", role: "group", "aria-labelledby": "ask" }, buttons)), first: buttons[0],
      get: () => order.map((at) => data.options[at]), set: (answer) => { order = answer.map((words) => data.options.indexOf(words)).filter((at) => at >= 0); show(); },
      lock: (on) => buttons.forEach((button) => button.setAttribute("aria-disabled", String(on))), empty: "Pick the pieces you want, one after the other.", digit: (at) => buttons[at] && toggle(at),
    };
  },
  spot(data, tell) {
    const marked = new Set();
    let locked = false;
    let changed = () => {};
    const words = [];
    const gaps = [];
    const line = el("p", { class: "spot", role: "group", "aria-labelledby": "ask" }, data.tokens.map(([text, word]) => {
      if (!word) {
        const gap = el("span", { class: "gap", text });
        gaps.push([gap, words.length]);
        return gap;
      }
      const at = words.length;
      const button = el("button", { type: "button", class: "word", text, "aria-pressed": "false", tabindex: at ? "-1" : "0", onclick: () => { walk(at); toggle(at); } });
      words.push(button);
      return button;
    }));
    function walk(to) {
      words.forEach((word, at) => word.setAttribute("tabindex", at === to ? "0" : "-1"));
      words[to].focus();
    }
    function show() {
      words.forEach((word, at) => word.setAttribute("aria-pressed", String(marked.has(at))));
      gaps.forEach(([gap, after]) => gap.classList.toggle("on", marked.has(after - 1) && marked.has(after)));
      changed();
    }
    function toggle(at) {
      if (locked) return;
      if (!marked.delete(at)) marked.add(at);
      show();
    }
    line.addEventListener("keydown", (event) => {
      const at = words.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: words.length - 1 }[event.key];
      if (at < 0 || to === undefined || !words[to]) return;
      event.preventDefault();
      walk(to);
      if (event.shiftKey && !locked) { marked.add(at); marked.add(to); show(); }
    });
    function runs() {
      const out = [];
      let from = null;
      let at = -1;
      data.tokens.forEach(([, word], index) => {
        if (!word) return;
        at += 1;
        if (marked.has(at)) {
          if (from === null) from = index;
          if (!marked.has(at + 1)) { out.push(data.tokens.slice(from, index + 1).map(([text]) => text).join("")); from = null; }
        }
      });
      return out;
    }
    return {
      node: line, first: words[0], get: runs, fine: "Nothing to mark", onchange: (call) => { changed = call; }, lock: (on) => { locked = on; line.classList.toggle("locked", on); },
      set: (answer) => {
        marked.clear();
        let from = 0;
        for (const one of answer) {
          for (let start = from; start < data.tokens.length; start += 1) {
            let end = start;
            let text = "";
            while (end < data.tokens.length && text.length < one.length) text += data.tokens[end++][0];
            if (text !== one) continue;
            for (let index = start; index < end; index += 1) if (data.tokens[index][1]) marked.add(data.tokens.slice(0, index).filter(([, word]) => word).length);
            from = end;
            break;
          }
        }
        show();
      },
      digit: () => {},
    };
  },
  lines(data, tell, keep) {
    const fields = data.labels.map((label, at) => el("input", { type: "text", class: "line", id: "line-" + at, autocomplete: "off", oninput: keep }));
    return {
      node: el("div", { class: "lines" }, fields.map((field, at) => el("div", {}, el("label", { for: "line-" + at, text: data.labels[at] }), field))), first: fields[0], types: true,
      get: () => (fields.some((field) => field.value.trim()) ? fields.map((field) => field.value) : []), set: (answer) => fields.forEach((field, at) => { field.value = answer[at] || ""; }),
      lock: (on) => fields.forEach((field) => { field.readOnly = on; }), empty: "Write a few words first.", digit: () => {},
    };
  },
  write(data, tell, keep) {
    const box = el("textarea", { class: "box", rows: "3", "aria-labelledby": "ask", "aria-describedby": "given", placeholder: "In your own words", oninput: keep });
    return {
      node: box, first: box, types: true, get: () => (box.value.trim() ? [box.value] : []), set: (answer) => { box.value = answer[0] || ""; },
      lock: (on) => { box.readOnly = on; }, empty: "Write a few words first.", digit: () => {},
    };
  },
};

function given(data) {
  const out = [];
  if (data.scene) out.push(el("p", { class: "scene", text: data.scene }));
  if (data.partner) out.push(el("figure", { class: "theirs" }, el("figcaption", { text: "They say" }), el("p", { text: data.partner })));
  if (data.text && data.way !== "spot") out.push(data.partner ? el("figure", { class: "yours" }, el("figcaption", { text: "Your reply so far" }), el("p", { text: data.text })) : el("p", { class: data.text.length > 120 ? "words long" : "words", text: data.text }));
  return el("div", { id: "given" }, out);
}

function worked(data) {
  if (!data.worked) return null;
  return el("details", { class: "worked", open: data.worked.open }, el("summary", { text: "An example first" }),
    el("p", { class: "words", text: data.worked.text }), el("p", { class: "answer", text: data.worked.answer }), el("p", { class: "soft", text: data.worked.because }));
}

function build(root, data) {
  const act = (what, more) => { clearTimeout(root.__rest); root.__act({ id: data.id, do: what, ...more }); };
  const status = el("p", { class: "status", role: "status" });
  const answer = (words) => {
    const said = words || way.get();
    if (!said.length && way.empty) { status.textContent = way.empty; way.first.focus(); return; }
    status.textContent = "";
    act("answer", { answer: said });
  };
  // What is half written is held after a short rest, not on leaving the box: the page would move under the very click that leaves it.
  const later = () => { clearTimeout(root.__rest); root.__rest = setTimeout(() => root.__keep({ id: data.id, answer: way.get() }), 400); };
  const way = WAYS[data.way](data, answer, later);
  const send = el("button", { type: "button", class: "action main", text: way.fine || "Answer", onclick: () => answer() });
  if (way.onchange) way.onchange(() => { send.textContent = way.get().length ? "These words" : way.fine; });
  const leave = data.leave ? el("button", { type: "button", class: "action", text: data.leave, onclick: () => { status.textContent = ""; act("answer", { answer: [data.leave] }); } }) : null;
  const start = data.start ? el("button", { type: "button", class: "action quiet", text: "Start from these words", onclick: () => { way.set([data.text]); way.first.focus(); start.remove(); } }) : null;
  const hint = el("button", { type: "button", class: "action quiet", text: "A hint", onclick: () => act("hint") });
  const hints = el("ul", { class: "hints", "aria-live": "polite" });
  const actions = el("div", { class: "actions" }, way.picks ? null : send, leave, start, hint);
  const back = el("div", { class: "back", role: "status" });
  const next = el("div", { class: "actions" });
  const card = el("section", { class: "card", tabindex: "-1", "aria-label": data.name },
    el("div", { class: "top" }, el("span", { class: "name", text: data.name }), el("span", { class: "place" },
      el("span", { class: "dots", "aria-hidden": "true" }, Array.from({ length: data.of }, (_, at) => el("i", { class: at < data.at ? "done" : at === data.at ? "now" : "" }))),
      el("span", { text: data.at + 1 + " of " + data.of }))),
    el("h1", { id: "ask", text: data.ask }), data.about ? el("p", { class: "soft", text: data.about }) : null, worked(data), given(data), way.node, hints, actions, status, back, next,
    el("div", { class: "foot" }, el("button", { type: "button", class: "action quiet", text: "Stop here", onclick: () => act("stop") })));
  card.addEventListener("keydown", (event) => {
    const typing = ["TEXTAREA"].includes(event.target.tagName) || event.target.type === "text";
    if (typing) event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat && !actions.hidden) { event.preventDefault(); event.stopPropagation(); if (!way.picks) answer(); return; }
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && /^[1-9]$/.test(event.key) && !actions.hidden) { event.preventDefault(); way.digit(Number(event.key) - 1); }
  });
  root.replaceChildren(card);
  if (data.draft.length) way.set(data.draft);
  if (card.getBoundingClientRect().top < 0) card.scrollIntoView({ block: "start" });
  (way.types && !(data.worked && data.worked.open) && !matchMedia("(pointer: coarse)").matches ? way.first : card).focus({ preventScroll: true });
  return { way, hint, hints, actions, back, next, act };
}

// What comes back: the good first, one change, why; then what to do next.
function feedback(data) {
  const said = data.back;
  const out = [el("p", { class: "good", text: said.good })];
  if (said.change) out.push(el("p", { class: "change", text: said.change }));
  if (said.why) out.push(el("p", { class: "why", text: said.why }));
  if (said.lamps.length) {
    out.push(el("ul", { class: "lamps" }, said.lamps.map((lamp) => el("li", {}, el("div", { class: lamp.words.length ? "lamp lit" : "lamp" }, el("span", { class: "bulb", "aria-hidden": "true" }),
      el("span", {}, el("span", { text: lamp.name }), el("span", { class: "found", text: lamp.words.length ? quoteMarks(lamp.words) : "not found" })))))));
  }
  if (said.quote) out.push(el("details", {}, el("summary", { text: "From the article" }), el("blockquote", {}, el("span", { text: "“" + said.quote + "”" }), el("cite", { text: said.source }))));
  return out;
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  // A second press while the first is on its way is one too many; should an answer never come, the next press counts again.
  root.__act = (value) => { if (Date.now() - (root.__sent || 0) > 3000) { root.__sent = Date.now(); setTriggerValue("act", value); } };
  root.__keep = (value) => setStateValue("draft", value);
  if (root.__bones !== data.id) {
    root.__bones = data.id;
    root.__places = build(root, data);
    root.__drawn = null;
    root.__fresh = true;
  }
  if (drawn(root, [data.hints, data.more, data.tries, data.shown, data.back])) return;
  root.__sent = 0;
  const { way, hint, hints, actions, back, next, act } = root.__places;
  const had = hints.childElementCount;
  data.hints.slice(had).forEach((words) => hints.append(el("li", { text: words })));
  if (!data.more && !hint.hidden) { const focused = hint.matches(":focus"); hint.hidden = true; if (focused) way.first.focus(); }
  if (!data.back && !data.shown) return;
  way.lock(true);
  if (data.back && data.answer[0] !== data.leave) way.set(data.answer);
  actions.hidden = true;
  const again = el("button", { type: "button", class: "action", text: "Try again", onclick: () => { way.lock(false); actions.hidden = false; next.replaceChildren(); way.first.focus(); } });
  const one = el("button", { type: "button", class: "action", text: "Show me one answer", onclick: () => act("show") });
  const keep = el("input", { type: "checkbox" });
  const on = el("button", { type: "button", class: "action", text: data.last ? "Finish" : "Next", onclick: () => act("next", { keep: keep.checked }) });
  const open = data.back && !data.back.right && !data.back.support;
  const main = open && !data.shown ? again : on;
  main.classList.add("main");
  back.replaceChildren(...(data.back ? feedback(data) : []), ...(data.shown ? [el("div", { class: "one" }, el("p", { class: "soft", text: "One answer" }), el("p", { class: "words", text: data.shown }))] : []));
  next.replaceChildren(...(data.can_keep ? [el("label", { class: "keep" }, keep, el("span", { text: `Keep my answer on ${data.kept_on}` }))] : []), ...(open ? [again] : []), ...(open && !data.shown ? [one] : []), on);
  back.scrollIntoView({ block: "nearest" });
  if (!root.__fresh || root.contains(root.getRootNode().activeElement)) main.focus({ preventScroll: false });
  root.__fresh = false;
}
