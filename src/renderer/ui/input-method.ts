/** Places of the function keys, as `KeyboardEvent.code` names them. */
export const functionKey = /^F\d{1,2}$/;

/**
 * Does a keystroke belong to the input method? While a word is being composed letters, digits, Enter and Escape do. A function
 * key is no part of a word: a ringing phone is answered all the same. F4 only when the input method has left it: some open their
 * menu by it, and a call that has ended does not come back.
 */
export function isForInputMethod({
  isComposing,
  keyCode,
  code,
}: Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'code'>): boolean {
  // By 229 browsers say that the input method has taken the key (UI Events, 7.3.1).
  const isTaken = keyCode === 229;
  if (!isComposing && !isTaken) return false;
  return !functionKey.test(code) || (isTaken && code === 'F4');
}

/** Enter takes the word that an input method holds; no form of this page is sent by it, whichever has the focus. */
export function keepEnterOfInputMethod(page: Document): void {
  page.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.isComposing) event.preventDefault();
  });
}
