import type { Words } from '../../parts/words.ts';
import type { zhCnCaller } from './words.zh-cn.ts';

export const enCaller: Words<typeof zhCnCaller> = {
  caller: {
    title: 'Caller',
    unnamed: 'Citizen',
    number: 'Number',
    address: 'Address',
    first: 'First',
    unknownAddress: 'not known',
    repeat: 'Repeat ×{{count}}',
    newIntake: 'None of these, new intake',
    newIntakeNone: 'New intake',
    choose: 'Which ticket is this call about?',
    chooseHint: 'This number has {{count}} open tickets. Ask; nothing is chosen for you.',
    offered: 'You are typing in another ticket; not switched',
    accept: 'Go to the caller’s ticket',
    empty: 'Waiting for a call',
    emptyHint: 'On a call, open tickets, history and address of the number appear here.',
    blank: 'Record a new demand',
    callOver: 'Call ended',
    fetching: 'Tickets still coming',
    fetchingHint:
      'This desk has not fetched all tickets yet and may miss open ones. This updates by itself.',
    matchedBy: {
      named: 'Named by the PBX',
      one: '1 match',
      several: '{{count}} matches',
      none: 'No open ticket',
    },
    remaining: '{{time}} left',
    overdue: '{{time}} late',
    label: 'Tickets of the caller',
  },
};
