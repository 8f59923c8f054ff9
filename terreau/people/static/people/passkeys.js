// A form marked data-passkey asks the device for a key (« get ») or makes one (« create »), then sends itself.
// Its challenge is in data-options, or fetched from data-options-url. What went wrong is said in the page.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  document.querySelector("[data-without-passkeys]")?.setAttribute("hidden", "");
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    ask(form);
  });
}

async function ask(form) {
  const trouble = form.querySelector("[data-trouble]");
  const button = form.querySelector("button");
  trouble.textContent = "";
  button.disabled = true;
  try {
    const options = await challenge(form);
    const credential = await window.webauthnJSON[form.dataset.passkey](options);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (wrong) {
    trouble.textContent = wrong.name === "InvalidStateError" ? trouble.dataset.already : trouble.dataset.trouble;
    button.disabled = false;
  }
}

async function challenge(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no challenge");
  return (await answer.json()).request_options;
}
