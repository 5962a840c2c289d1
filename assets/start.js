// Starts the application. A file of its own because the page's policy allows no script inside the page; what to
// load is written on this script's element when the page is built.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
try {
  const { default: init } = await import(new URL(js, document.baseURI));
  await init({ module_or_path: new URL(wasm, document.baseURI) });
} catch (error) {
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.textContent = `cidraw could not start in this browser: ${error.message}`;
  document.body.append(message);
  throw error;
}
