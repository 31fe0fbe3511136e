import { firstOpenPlace, textWith } from '../../shared/domain/phrases/phrase-text.ts';

export type TextControl = HTMLTextAreaElement | HTMLInputElement;

/**
 * Puts a text in where the caret stood (`at`) as if it were typed: the browser's own undo takes it out again, and nothing that stands there is replaced.
 * The first place that is still to be filled is marked, so that typing fills it. `false` = the field cannot hold it, and nothing was changed.
 */
export function insertText(
  control: TextControl,
  { at, text }: { readonly at: number; readonly text: string },
): boolean {
  const one = control instanceof HTMLInputElement ? text.replace(/\s*\n\s*/gu, ' ') : text;
  const max = control.maxLength < 0 ? Infinity : control.maxLength;
  if (textWith(control.value, { at, text: one, max }) === null) return false;
  control.focus();
  control.setSelectionRange(at, at);
  // The one way that keeps the undo of the browser: `setRangeText` and a new value both end it.
  document.execCommand('insertText', false, one);
  const open = firstOpenPlace(one);
  if (open) control.setSelectionRange(at + open.from, at + open.to);
  return true;
}
