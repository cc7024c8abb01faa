// A quiet timer: theirs to start and stop, told in whole minutes, nothing rings or flashes when it ends.
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root");
  if (drawn(root, data)) return;
  if (root.__tick) clearInterval(root.__tick);
  const whole = data.minutes * 60;
  let spent = 0;
  let since = null;
  const fill = el("span", { class: "fill" });
  const left = el("span", { class: "left", role: "timer", "aria-live": "off" });
  const button = el("button", { type: "button", class: "action", onclick: press });
  const gone = () => spent + (since === null ? 0 : (Date.now() - since) / 1000);
  function draw() {
    const rest = Math.max(0, whole - gone());
    fill.style.inlineSize = Math.round((rest / whole) * 100) + "%";
    const minutes = Math.ceil(rest / 60);
    left.textContent = rest === 0 ? "Time. Finish your sentence." : minutes > 1 ? minutes + " minutes" : "The last minute";
    if (rest === 0) stop();
    button.textContent = since !== null ? "Stop the timer" : rest === 0 ? "Start again" : spent ? "Go on" : "Start the timer";
  }
  function stop() {
    spent = gone();
    since = null;
    clearInterval(root.__tick);
    root.__tick = null;
  }
  function press() {
    if (since !== null) stop();
    else {
      if (gone() >= whole) spent = 0;
      since = Date.now();
      root.__tick = setInterval(() => (root.isConnected ? draw() : stop()), 1000);
    }
    draw();
  }
  draw();
  root.replaceChildren(el("div", { class: "timer" }, button, el("span", { class: "bar", "aria-hidden": "true" }, fill), left));
  return () => clearInterval(root.__tick);
}
