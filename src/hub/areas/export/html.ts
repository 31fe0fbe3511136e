/** Text that stands in HTML as it is (WHATWG HTML §13.1.2.4, §13.3); characters that no page may hold are blanks. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

export type Rows = readonly (readonly [string, string])[];

/** Name and value, one below the other; what says nothing is left out. `''` when nothing says anything. */
export function factsTable(title: string, rows: Rows): string {
  const said = rows.filter(([, value]) => value !== '');
  if (said.length === 0) return '';
  const lines = said.map(
    ([name, value]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `${heading(title)}<table class="facts"><tbody>${lines.join('')}</tbody></table>`;
}

/** A list with its heads; `''` when it is empty. Cells are text. */
export function listTable(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return '';
  const head = heads.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const lines = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `${heading(title)}<table><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}

export function heading(title: string): string {
  return title === '' ? '' : `<h2>${escapeHtml(title)}</h2>`;
}
