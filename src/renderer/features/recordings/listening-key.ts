/** What a key of the listening page means. */
export type ListeningKey = 'toggle' | 'back' | 'forth' | 'next' | 'previous';

/** Where the focus is: in something that takes text or has arrows of its own, on a control one went to by Tab, or elsewhere. */
export type KeyPlace = 'field' | 'control' | 'page';

const meanings: Readonly<Partial<Record<string, ListeningKey>>> = {
  Space: 'toggle',
  ArrowLeft: 'back',
  ArrowRight: 'forth',
  ArrowDown: 'next',
  KeyJ: 'next',
  ArrowUp: 'previous',
  KeyK: 'previous',
};

/** The meaning of a keystroke; `null` = none, it is left to whatever has the focus. */
export function listeningKey(
  event: Pick<
    KeyboardEvent,
    'code' | 'isComposing' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'
  >,
  place: KeyPlace,
): ListeningKey | null {
  const hasModifier = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
  if (event.isComposing || hasModifier || place === 'field') return null;
  const meaning = meanings[event.code] ?? null;
  return meaning === 'toggle' && place === 'control' ? null : meaning;
}
