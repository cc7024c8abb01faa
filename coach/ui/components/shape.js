export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".root");
  if (!drawn(root, data)) root.replaceChildren(shapeOf(data));
}
