// A page that shows something live hears numbers: « change » when it must look again, « back » when the line is back.
const shown = document.querySelector("[data-stream]");
const tell = (what) => shown.dispatchEvent(new Event(`stream-${what}`));

// A stream the server ended for good is asked again; whoever may no longer come in learns it from the page.
function listen() {
  const source = new EventSource(shown.dataset.stream);
  source.addEventListener("change", () => tell("change"));
  source.addEventListener("open", () => tell("back"));
  source.addEventListener("error", () => {
    if (!navigator.onLine) tell("away");
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { listen(); tell("change"); }, 3000);
  });
}

if (shown) listen();
