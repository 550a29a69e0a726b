// Looks again while something is moving, and more slowly when nothing is.
const live = document.querySelector('[data-board-live]');

async function look() {
  const address = new URL(window.location.href);
  address.searchParams.set('part', '1');
  try {
    const answer = await fetch(address, { credentials: 'same-origin' });
    // A sign-in page means the session has ended: leave what is shown.
    if (answer.ok && !answer.redirected) {
      const busy = live.contains(document.activeElement);
      const html = await answer.text();
      if (!busy) live.innerHTML = html;
    }
  } catch {
    // The network is away; the next look may succeed.
  }
  plan();
}

function plan() {
  const moving = live.querySelector('[data-moving="1"]');
  window.setTimeout(look, moving ? 1000 : 10000);
}

if (live) plan();
