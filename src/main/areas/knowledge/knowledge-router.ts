import type { DeskGuards } from '../../host/desk-guards.ts';
import type { KnowledgeArea } from './knowledge-area.ts';

type Served = () => { readonly knowledge: KnowledgeArea };

export const knowledgeRouter = ({ desk }: DeskGuards, host: Served) => ({
  search: desk.knowledge.search.handler(async ({ input }) => ({
    hits: await host().knowledge.search(input.text, input.limit),
  })),
  get: desk.knowledge.get.handler(({ input }) => host().knowledge.get(input.entryId)),
});
