import { afterEach, expect, it, vi } from 'vitest';
import { watchTyping } from '../../../../src/renderer/ui/focus-place.ts';

class Field extends EventTarget {
  isShown = true;
  checkVisibility = () => this.isShown;
}

afterEach(() => vi.unstubAllGlobals());

/** A page that hears what is done in its fields. */
function page() {
  vi.stubGlobal('Element', Field);
  const document = new EventTarget();
  const isTyping = watchTyping(document as unknown as Document);
  const happen = (kind: string, target: Field, more: object = {}) => {
    const event = Object.assign(new Event(kind), more);
    Object.defineProperty(event, 'target', { value: target });
    document.dispatchEvent(event);
  };
  return { isTyping, happen };
}

it('knows that an input method composes for as long as it does', () => {
  vi.spyOn(performance, 'now').mockReturnValue(0);
  const { isTyping, happen } = page();
  const field = new Field();
  happen('compositionstart', field);
  happen('input', field, { isComposing: true });
  vi.spyOn(performance, 'now').mockReturnValue(60_000);
  expect(isTyping()).toBe(true);
  happen('compositionend', field);
  expect(isTyping()).toBe(false);
});

it('takes nobody for composing whose field has gone in mid-word, whatever is typed after', () => {
  vi.spyOn(performance, 'now').mockReturnValue(0);
  const { isTyping, happen } = page();
  const gone = new Field();
  const digits = new Field();
  happen('compositionstart', gone);
  gone.isShown = false;
  expect(isTyping()).toBe(false);
  happen('input', digits, { isComposing: false });
  expect(isTyping()).toBe(true);
  vi.spyOn(performance, 'now').mockReturnValue(60_000);
  expect(isTyping()).toBe(false);
});
