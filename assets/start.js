// Starts the application, and stands by when it breaks down. A file of its own because the page's policy allows no
// script inside the page; what to load is written on this script's element when the page is built.

// A WebAssembly program that panics cannot go on: whatever the broken call had in hand stays locked. Nothing here needs
// the program, so this still works. The design is in the browser's store, as of the last third of a second.
let fallen = false;
const isFatal = (error) =>
  error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm/.test(error.stack ?? ""));
addEventListener("error", (event) => isFatal(event.error) && standBy(event.error));
addEventListener("unhandledrejection", (event) => isFatal(event.reason) && standBy(event.reason));

const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const download = (name, type, text) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/** The design that was kept last, or nothing. */
const lastKept = () =>
  new Promise((found) => {
    const opening = indexedDB.open("cidraw");
    opening.onerror = () => found();
    opening.onsuccess = () => {
      const reading = opening.result.transaction("designs").objectStore("designs").getAll();
      reading.onerror = () => found();
      reading.onsuccess = () => found(reading.result.sort((a, b) => b.at - a.at)[0]);
    };
  }).catch(() => undefined);

function standBy(error) {
  if (fallen) return;
  fallen = true;
  const panic = document.documentElement.dataset.panic ?? "no panic was heard of";
  const report = `cidraw broke down.\nBrowser: ${navigator.userAgent}\n\n${panic}\n\n${error.stack ?? error}\n`;
  const said = element("p", { class: "quiet", role: "status" });
  const button = (words, testid, style, press) => {
    const made = element("button", { type: "button", class: `btn btn-lg ${style}`, "data-testid": testid }, words);
    made.addEventListener("click", press);
    return made;
  };
  const dialog = element(
    "dialog",
    { class: "dialog dialog-text", role: "alertdialog", "aria-labelledby": "fallen", "data-testid": "fallen" },
    element("header", { class: "dialog-head" }, element("h2", { id: "fallen" }, "cidraw broke down")),
    element(
      "div",
      { class: "dialog-body" },
      element("p", {}, "Your design is kept in this browser, up to the last edit or the one before it. Load the page again to go on."),
      element("p", {}, "If that ends here again, download the design and the report, and begin with an empty one: yours stays under Recent."),
      said,
    ),
    element(
      "footer",
      { class: "dialog-foot" },
      button("Download the design", "fallen-design", "btn-line", async () => {
        const kept = await lastKept();
        if (kept) download(`${kept.name}.cidraw.json`, "application/json", kept.text);
        else said.textContent = "There is no design in this browser's store.";
      }),
      button("Download a report", "fallen-report", "btn-line", () => download("cidraw-report.txt", "text/plain", report)),
      button("Begin empty", "fallen-empty", "btn-line", () => {
        sessionStorage.setItem("cidraw.begin-empty", "1");
        location.reload();
      }),
      button("Load again", "fallen-reload", "btn-primary", () => location.reload()),
    ),
  );
  // It cannot be closed: what is behind it does not work any more.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector(".btn-primary").focus();
}

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
try {
  const { default: init } = await import(new URL(js, document.baseURI));
  await init({ module_or_path: new URL(wasm, document.baseURI) });
} catch (error) {
  if (!fallen) {
    const message = element("p", { role: "alert" }, `cidraw could not start in this browser: ${error.message}`);
    document.body.append(message);
  }
  throw error;
}
