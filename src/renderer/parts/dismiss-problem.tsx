import { type Problem, isDismissible } from '../../shared/domain/desk/desk-state.ts';
import { useDeskStore } from './desk-context.ts';
import { useText } from './use-text.ts';

/** 知道了: puts a problem of something past away. Nothing for what still is wrong. */
export function DismissProblem({ problem }: { readonly problem: Problem }) {
  const t = useText();
  const dismiss = useDeskStore((state) => state.dismissProblem);
  if (!isDismissible(problem)) return null;
  return (
    <button
      type="button"
      className="button button--small"
      onClick={() => dismiss(problem.problemId)}
    >
      {t('problem.seen')}
    </button>
  );
}
