import { phrasesRule } from '../../../shared/domain/phrases/phrases.ts';
import { readPhrases } from '../../../shared/kept/phrases-rule.ts';
import { listedPhrases } from '../../../shared/node/search/listed-phrases.ts';
import type { Guards } from '../../http/guards.ts';
import { type DepartmentDeps, actOnTicket } from './act-on-ticket.ts';
import { figuresOfDepartment } from './read-figures.ts';
import { listOfDepartment, showCitizen, ticketOfDepartment } from './read-tickets.ts';

/**
 * For people of departments alone. In the audit: each ticket that is looked at (`ticketsRead`), each that is changed
 * (`ticketChanged`, `ticketChangeRefused`), and who is shown a name and number (`numberShown`).
 */
export function departmentRoutes({ allowed }: Guards, deps: DepartmentDeps) {
  const { department } = allowed('department');
  return {
    department: {
      list: department.list.handler(({ input, context: { signedIn } }) =>
        listOfDepartment(deps, signedIn, input),
      ),
      figures: department.figures.handler(({ input, context: { signedIn } }) =>
        figuresOfDepartment(deps, signedIn, input.month),
      ),
      get: department.get.handler(({ input, context: { signedIn } }) =>
        ticketOfDepartment(deps, signedIn, input.ticketId),
      ),
      act: department.act.handler(({ input, context: { signedIn } }) =>
        actOnTicket(deps, signedIn, input),
      ),
      phrases: department.phrases.handler(async () => {
        const [rule] = await deps.store.office.newest([phrasesRule]);
        return { phrases: listedPhrases(readPhrases(rule)) };
      }),
      numberShown: department.numberShown.handler(({ input, context: { signedIn } }) =>
        showCitizen(deps, signedIn, input.ticketId),
      ),
    },
  };
}
