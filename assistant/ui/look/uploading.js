// Runs inside the 文档 tab beside behaviour.js: sends the chosen files one by one, then shows how far the index is.
const chinese = () => document.documentElement.lang !== "en";
const tell = (text) => {
  const line = element.querySelector(".keeping");
  if (line) line.textContent = text;
};
let refused = [];
const list = () => {
  const items = refused.map((reason) => Object.assign(document.createElement("li"), { textContent: reason }));
  element.querySelector(".refused")?.replaceChildren(...items);
};
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const follow = async () => {
  for (;;) {
    const state = await (await fetch("documents/state", { cache: "no-store" })).json();
    if (!state.running) break;
    tell(`${chinese() ? "正在更新索引" : "Updating the index"} ${state.stage} ${state.total ? `${state.done} / ${state.total}` : ""}`);
    await pause(500);
  }
  trigger("edit", {});
};

element.addEventListener("change", async (event) => {
  const chooser = event.target.closest("input[type=file]");
  if (!chooser?.files.length) return;
  refused = [];
  let kept = 0;
  for (const file of [...chooser.files]) {
    tell(`${chinese() ? "正在上传" : "Sending"} ${file.name}`);
    try {
      const answer = await fetch(`documents?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
      if (answer.ok) kept += 1;
      else refused.push(answer.status === 413 ? `${file.name}：${chinese() ? "文件太大" : "too large"}` : await answer.text());
    } catch {
      refused.push(`${file.name}：${chinese() ? "上传中断" : "interrupted"}`);
    }
  }
  chooser.value = "";
  if (kept) await fetch("documents/index", { method: "POST" });
  list();
  if (kept) await follow();
  else tell("");
});

let following = false;
watch("value", async () => {
  list(); // new HTML has taken it away
  if (following || !element.querySelector(".keeping[data-running]")) return;
  following = true;
  await follow();
  following = false;
});
