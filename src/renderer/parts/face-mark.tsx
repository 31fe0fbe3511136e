import type { FaceKind } from '../../shared/domain/seat/agent-face.ts';
import './face-mark.css';
import { faceWord } from './face-words.ts';
import { useText } from './use-text.ts';

/** What somebody is seen to do: shape, colour and word. */
export function FaceMark({ kind }: { readonly kind: FaceKind }) {
  const t = useText();
  return (
    <span className={`face-mark face-mark--${kind}`}>
      <i aria-hidden />
      {faceWord(t, kind)}
    </span>
  );
}
