// Passkeys: the browser's own dialogue answers, and its answer goes with an ordinary
// form. What it is handed stands in data-options, or is asked for at data-options-from;
// data-make says that a passkey is made and not asked for.
(() => {
  const form = document.getElementById("passkey");
  if (!form || !window.PublicKeyCredential) return;
  form.hidden = false;
  const answer = form.querySelector("[name=credential]");
  const problem = document.getElementById("passkey-problem");
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) => {
    const letters = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const options = async () => {
    if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
    const asked = { headers: { Accept: "application/json" }, cache: "no-store" };
    const found = await (await fetch(form.dataset.optionsFrom, asked)).json();
    return found.request_options.publicKey;
  };
  const readable = (credential) => {
    const response = {};
    for (const name of [
      "clientDataJSON",
      "attestationObject",
      "authenticatorData",
      "signature",
      "userHandle",
    ]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };
  const make = (o) =>
    navigator.credentials.create({
      publicKey: {
        ...o,
        challenge: bytes(o.challenge),
        user: { ...o.user, id: bytes(o.user.id) },
        excludeCredentials: known(o.excludeCredentials),
      },
    });
  const ask = (o) =>
    navigator.credentials.get({
      publicKey: {
        ...o,
        challenge: bytes(o.challenge),
        allowCredentials: known(o.allowCredentials),
      },
    });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.textContent = "";
    try {
      const given = await options();
      answer.value = readable(await (form.hasAttribute("data-make") ? make : ask)(given));
      form.submit();
    } catch {
      problem.textContent = problem.dataset.words;
    }
  });
})();
