// Runs inside one gr.HTML component; `element`, `trigger` and `watch` are Gradio's.
// A marker opens its card, 复制引文 copies, a clause button asks the server; a new turn comes into view.
const open = (marker) => {
  const card = document.getElementById(marker.hash.slice(1));
  if (!card) return false;
  card.open = true;
  (card.querySelector(".card-body mark") ?? card).scrollIntoView({ block: "nearest" });
  card.querySelector("summary").focus({ preventScroll: true });
  return true;
};

const copy = async (button) => {
  const caption = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "已复制";
  } catch {
    button.textContent = "浏览器不允许复制";
  }
  setTimeout(() => (button.textContent = caption), 1600);
};

element.addEventListener("click", (event) => {
  const marker = event.target.closest("a.marker");
  const button = event.target.closest("button");
  if (marker && open(marker)) event.preventDefault();
  if (button?.dataset.copy) copy(button);
  if (button?.dataset.address) trigger("click", { address: button.dataset.address });
});

let shown = element.querySelectorAll(".turn").length;
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  if (turns.length > shown) turns[turns.length - 1].scrollIntoView({ block: "start" });
  shown = turns.length;
});
