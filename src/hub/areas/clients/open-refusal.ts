import type { OpenProblem } from '../../../shared/contract/open/problems.ts';

/** A call of a program is not carried out. `detail`: which field, or a code of the flow; never a citizen's words. */
export class OpenRefusal extends Error {
  override readonly name = 'OpenRefusal';
  readonly problem: OpenProblem;
  readonly detail: string | null;

  constructor(problem: OpenProblem, detail: string | null = null) {
    super(problem);
    this.problem = problem;
    this.detail = detail;
  }
}
