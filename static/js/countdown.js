// Says how long is left beside a moment that the page gives in words. Without this file the words
// alone say it. Counted from the server's time, so a wrong clock in the device does no harm.
const MINUTE = 60_000;
const DAY = 24 * 60;

function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

export function leftWords(milliseconds) {
  if (milliseconds <= 0) return "The time has run out. Load this page again.";
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return "Less than a minute left";
  const days = Math.floor(minutes / DAY);
  const hours = Math.floor((minutes % DAY) / 60);
  const parts = [];
  if (days) parts.push(counted(days, "day"));
  if (hours) parts.push(counted(hours, "hour"));
  if (!days && minutes % 60) parts.push(counted(minutes % 60, "minute"));
  return `${parts.join(" ")} left`;
}

export function startCountdowns(root = document) {
  for (const element of root.querySelectorAll("[data-countdown]")) {
    const until = Date.parse(element.dataset.countdown) - Date.parse(element.dataset.now);
    const loadedAt = performance.now();
    const show = () => {
      const words = leftWords(until - (performance.now() - loadedAt));
      if (element.textContent !== words) element.textContent = words;
    };
    show();
    element.hidden = false;
    setInterval(show, MINUTE / 6);
  }
}
