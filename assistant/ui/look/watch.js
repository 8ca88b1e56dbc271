// Runs inside the masthead: asks every few seconds whether the server is there and whether the index has changed.
const gone = () => element.querySelector(".gone");
const newer = () => element.querySelector(".newer");
let built = "";
const look = async () => {
  if (document.hidden || !gone()) return;
  try {
    const health = await (await fetch("health", { cache: "no-store" })).json();
    newer().hidden = !health.newer && (!built || built === health.built);
    built ||= health.built;
    gone().hidden = true;
  } catch {
    gone().hidden = false;
  }
};
setInterval(look, 4000);
look();
