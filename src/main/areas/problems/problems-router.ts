import type { DeskGuards } from '../../host/desk-guards.ts';
import type { ProblemsArea } from './problems-area.ts';

type Served = () => { readonly problems: ProblemsArea };

export const problemsRouter = ({ desk }: DeskGuards, host: Served) => ({
  dismiss: desk.problems.dismiss.handler(({ input }) => host().problems.dismiss(input.problemId)),
});
