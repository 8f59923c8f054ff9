// Stands in for the package of that name: « &eacute; » is read by the browser, which knows them all.
export function decodeHTMLStrict(entity) {
  const read = new DOMParser().parseFromString(`<p>${entity}`, "text/html").querySelector("p").textContent;
  return read.length > 1 && read.endsWith(";") ? entity : read; // « &copyleft; » is not « &copy » and some letters
}

export const decodeHTML = decodeHTMLStrict;
