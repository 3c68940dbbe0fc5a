// Pages work without this; with it they are a little quicker to use.
import { initAll } from './govuk-frontend.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

// A case page that is open shows what happens to the case without being asked again.
for (const watched of document.querySelectorAll('[data-watch]')) {
  const events = new EventSource(watched.dataset.watch);
  events.addEventListener('changed', async () => {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector('[data-watch]');
    if (fresh) {
      watched.replaceChildren(...fresh.childNodes);
      document.getElementById('said')?.replaceChildren('This page has been brought up to date.');
    }
  });
  addEventListener('pagehide', () => events.close());
}
