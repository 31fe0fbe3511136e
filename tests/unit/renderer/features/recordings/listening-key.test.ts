import { expect, test } from 'vitest';
import { listeningKey } from '../../../../../src/renderer/features/recordings/listening-key.ts';

const plain = {
  isComposing: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
};

test.each([
  ['Space', 'page', 'toggle'],
  ['Space', 'control', null],
  ['Space', 'field', null],
  ['KeyJ', 'page', 'next'],
  ['KeyK', 'control', 'previous'],
  ['ArrowDown', 'page', 'next'],
  ['ArrowUp', 'field', null],
  ['KeyJ', 'field', null],
  ['ArrowLeft', 'page', 'back'],
  ['KeyX', 'page', null],
] as const)('%s in a %s means %s', (code, place, meaning) => {
  expect(listeningKey({ ...plain, code }, place)).toBe(meaning);
});

test('a key with another one held, or of a word being composed, is left alone', () => {
  expect(listeningKey({ ...plain, code: 'KeyJ', altKey: true }, 'page')).toBeNull();
  expect(listeningKey({ ...plain, code: 'Space', isComposing: true }, 'page')).toBeNull();
});
