// The menu opens and closes by itself (it is a <details>); this adds Escape and a click elsewhere.
export function startMenu() {
  const menu = document.querySelector(".menu");
  if (!menu) return;
  const header = menu.closest(".site-header");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !header.contains(event.target)) menu.open = false;
  });
}
