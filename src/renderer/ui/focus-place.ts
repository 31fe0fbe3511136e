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
