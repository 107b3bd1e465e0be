"use strict";
// Text of senders enters the page by textContent alone: it is never parsed as HTML.
(async () => {
  const PAGE = 50;
  const at = (id) => document.getElementById(id);
  if (!at("find")) return;
  const octets = Uint8Array.from(atob(at("data").textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream("gzip"));
  const { letters, statements } = await new Response(stream).json();
  letters.reverse();
  let texts = null;
  let found = letters;
  let shown = 0;

  const made = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const proofs = (reasons) => {
    const list = made("ul", "proofs");
    for (const [signal, places] of reasons) {
      const item = made("li");
      item.append(made("b", "", statements[signal] || signal));
      for (const [where, excerpt] of places) item.append(": ", made("q", "", excerpt), " ", made("small", "", `(${where})`));
      list.append(item);
    }
    if (!reasons.length) list.append(made("li", "", "No reason is kept in this page."));
    return list;
  };

  const entry = ([day, person, subject, kind, label, leaned, human, reasons]) => {
    const item = made("li");
    const details = made("details");
    const summary = made("summary");
    summary.append(made("span", "subject", subject || "(no subject)"), " ", made("span", `kind ${kind}`, kind), " ");
    summary.append(made("span", "from", person));
    summary.append(made("span", "when", `${day || "no date"} · ${label}${leaned ? ", in doubt" : ""} · ${human} % likely a person’s`));
    details.append(summary);
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) details.append(proofs(reasons));
    });
    item.append(details);
    return item;
  };

  const more = () => {
    at("found").append(...found.slice(shown, shown + PAGE).map(entry));
    shown = Math.min(shown + PAGE, found.length);
    at("next").hidden = shown >= found.length;
    const told = (number) => number.toLocaleString("en");
    at("count").textContent = `${told(found.length)} of ${told(letters.length)} messages, ${told(shown)} shown, newest first`;
  };

  const search = () => {
    const words = at("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    const kind = at("kind").value;
    const label = at("label").value;
    if (words.length && !texts) {
      texts = new Map(letters.map((one) => [one, `${one[1]} ${one[2]} ${JSON.stringify(one[7])}`.toLowerCase()]));
    }
    found = letters.filter((one) =>
      (!kind || one[3] === kind) &&
      (!label || (label === "leaned" ? one[5] : one[4] === label)) &&
      words.every((word) => texts.get(one).includes(word)));
    shown = 0;
    at("found").replaceChildren();
    more();
  };

  let waiting = 0;
  at("words").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 150); });
  at("kind").addEventListener("change", search);
  at("label").addEventListener("change", search);
  at("find").addEventListener("submit", (event) => { event.preventDefault(); search(); });
  at("next").addEventListener("click", more);
  for (const link of document.querySelectorAll("a[data-label]")) {
    link.addEventListener("click", () => {
      at("words").value = "";
      at("kind").value = link.dataset.kind;
      at("label").value = link.dataset.label;
      search();
    });
  }
  search();
})();
