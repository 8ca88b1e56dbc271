// Runs inside each gr.HTML component; `element`, `trigger` and `watch` are Gradio's. The markup says what happens:
//   data-trigger="EVENT"  pressing (or sending the form) triggers the event with the element's data and the form's fields
//   data-copy="TEXT"      pressing copies the text            href="#ID"         pressing moves the focus to the element
//   data-link="?QUERY"    becomes the address of the page     data-focus="ID"    opened, scrolled to and focused when shown
//   class="turn"          a new one is scrolled to            aria-current       scrolled to when it changes
//   class="fold"          closed where there is no room for it
let leaving = false;  // by a reference from one clause to another: the browser's way back leads to the first
const focus = (target) => {
  if (!target) return;
  if (target.tagName === "DETAILS") target.open = true;
  const heading = target.querySelector("summary") ?? target;
  heading.scrollIntoView({ block: "nearest" });
  target.querySelector(".card-body mark")?.scrollIntoView({ block: "nearest" });
  heading.focus({ preventScroll: true });
};

const copy = async (button) => {
  const caption = button.textContent;
  const chinese = document.documentElement.lang !== "en";
  try {
    await navigator.clipboard.writeText(button.dataset.copy.startsWith("?") ? new URL(button.dataset.copy, location.href).href : button.dataset.copy);
    button.textContent = chinese ? "已复制" : "Copied";
  } catch {
    button.textContent = chinese ? "浏览器不允许复制" : "The browser forbids copying";
  }
  setTimeout(() => (button.textContent = caption), 1600);
};

element.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-copy], [data-trigger], a[href^='#']");
  if (!pressed || pressed.tagName === "FORM" || pressed.tagName === "SELECT") return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (pressed.dataset.copy) copy(pressed);
  else if (pressed.dataset.trigger) {
    leaving = pressed.classList.contains("reference");
    trigger(pressed.dataset.trigger, { ...pressed.dataset });
  }
  else focus(document.getElementById(decodeURIComponent(pressed.hash.slice(1))));
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  trigger(form.dataset.trigger, { ...form.dataset, ...Object.fromEntries(new FormData(form)) });
  form.closest("details")?.removeAttribute("open");
});

element.addEventListener("change", (event) => {
  const chosen = event.target.closest("select[data-trigger]");
  if (chosen) trigger(chosen.dataset.trigger, { ...chosen.dataset, value: chosen.value });
});

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest("details[open]")?.removeAttribute("open");
  if (event.key === "Escape" && event.target.classList.contains("marker")) event.target.blur();
});

window.addEventListener("popstate", () => {
  const address = new URLSearchParams(location.search).get("clause");
  if (address && element.querySelector(".document")) trigger("select", { address });
});

let turns = 0;
let link = "";
let shown = "";
const small = matchMedia("(max-width: 56rem)");
const arrange = () => {
  if (small.matches) element.querySelectorAll(".fold").forEach((fold) => (fold.open = false));
  const all = element.querySelectorAll(".turn");
  if (all.length > turns) all[all.length - 1].scrollIntoView({ block: "start" });
  turns = all.length;
  const linked = element.querySelector("[data-link]")?.dataset.link ?? link;
  if (linked !== link) history[leaving ? "pushState" : "replaceState"](null, "", (link = linked));
  leaving = false;
  const wanted = element.querySelector("[data-focus]");
  if (wanted) focus(document.getElementById(wanted.dataset.focus));
  const current = element.querySelector(".document [aria-current]")?.id ?? "";
  if (current !== shown) {
    element.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest" });
    document.getElementById((shown = current))?.scrollIntoView({ block: "start" });
  }
};
watch("value", arrange);
arrange();
