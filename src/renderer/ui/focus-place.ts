/** Marks the form that must not be changed under the typist's hands. */
export const ticketFormId = 'ticket-form';
/** Marks what is asked for an action, below that form. */
export const ticketAskId = 'ticket-ask';

/** Where the keyboard types right now. */
export function typingPlace(
  page: Pick<Document, 'activeElement'>,
): 'ticketForm' | 'elsewhere' | 'nowhere' {
  const element = page.activeElement;
  if (!element?.matches('input, textarea, select, [contenteditable="true"]')) return 'nowhere';
  return element.closest(`#${ticketFormId}, #${ticketAskId}`) ? 'ticketForm' : 'elsewhere';
}

/** Somebody who has not pressed a key for so long is reading. */
const typingMs = 1500;

/**
 * Watches the page from now on: are keys being pressed into a field just now, or does an input method compose? A field that has gone
 * from the screen, as those of the sign-in do, is typed in no more.
 */
export function watchTyping(page: Document): () => boolean {
  let lastInputAt = Number.NEGATIVE_INFINITY;
  let field: Element | null = null;
  let isComposing = false;
  const now = () => performance.now();
  const listen = (kind: string, note: (event: Event) => void) =>
    page.addEventListener(kind, note, true);
  listen('input', (event) => {
    const { target } = event;
    lastInputAt = now();
    // A field that goes in mid-word says nothing of the composition's end; the next letter does.
    isComposing = 'isComposing' in event && event.isComposing === true;
    field = target instanceof Element ? target : null;
  });
  listen('compositionstart', ({ target }) => {
    isComposing = true;
    field = target instanceof Element ? target : null;
  });
  listen('compositionend', () => (isComposing = false));
  const isThere = () => field !== null && field.checkVisibility();
  return () => (isComposing || now() - lastInputAt < typingMs) && isThere();
}

/** Takes the focus off the ticket's form: an input method ends its composition and gives it to the field. */
export function endTyping(page: Pick<Document, 'activeElement'>): void {
  const element = page.activeElement;
  if (element instanceof HTMLElement && typingPlace(page) !== 'nowhere') element.blur();
}

/** Escape leaves the field, so that a bare digit chooses again; an input method and an open list use it for themselves. */
export function leaveField(event: Pick<KeyboardEvent, 'key' | 'isComposing'>): void {
  const element = document.activeElement;
  if (event.key !== 'Escape' || event.isComposing || !(element instanceof HTMLElement)) return;
  if (typingPlace(document) !== 'nowhere' && element.ariaExpanded !== 'true') element.blur();
}

/** To what the citizen says, in the form (in the short one of a storm, to where it is); where a ticket is still to be chosen, to the first one. */
export function focusForm(): void {
  const form = `#${ticketFormId}`;
  const first = document.querySelector<HTMLElement>(`${form} [data-first-field]`);
  const content = `${form} #ticket-content, .choice__ticket`;
  (first ?? document.querySelector<HTMLElement>(content))?.focus();
}
