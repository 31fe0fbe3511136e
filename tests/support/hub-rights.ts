/**
 * Who may what at the hub: role × procedure × own or other's. A procedure without a row fails the first test. `in` = let
 * in, whatever the answer then is; anything else is the code of the refusal.
 */
export const strangers = ['nobody', 'garbage', 'signedOut', 'rotated', 'disabled'] as const;
export const deskPeople = ['admin', 'other', 'owner', 'lead'] as const;
/** Who does not work at a desk. */
export const outside = ['department', 'officer', 'auditor'] as const;
export const people = [...deskPeople, ...outside] as const;
export type Who = (typeof strangers)[number] | (typeof people)[number];

export const no = 'hub.forbidden';
export type Row = Record<(typeof deskPeople)[number], string> &
  Partial<Record<(typeof outside)[number], string>> & { readonly open?: true };
const outsideIn = { department: 'in', officer: 'in', auditor: 'in' };
export const signedIn: Row = { admin: 'in', other: 'in', owner: 'in', lead: 'in', ...outsideIn };
export const everybody: Row = { open: true, ...signedIn };
export const desks: Row = { admin: no, other: 'in', owner: 'in', lead: 'in' };
const leads: Row = { admin: no, other: no, owner: no, lead: 'in' };
const admins: Row = { admin: 'in', other: no, owner: no, lead: no };
const officers: Row = { admin: no, other: no, owner: no, lead: no, officer: 'in' };
const departments: Row = { admin: no, other: no, owner: no, lead: no, department: 'in' };
const ledger: Row = { admin: 'in', other: no, owner: no, lead: 'in', officer: 'in' };
export const ownersAndLead: Row = { admin: no, other: no, owner: 'in', lead: 'in' };

export const rights: Record<string, Row> = {
  health: everybody,
  'auth.challenge': everybody,
  'auth.signIn': everybody,
  'auth.enrol': everybody,
  'auth.refresh': everybody,
  'auth.changePassword': signedIn,
  'auth.signOut': signedIn,
  'changes.pull': desks,
  'changes.fill': desks,
  'changes.restricted': desks,
  'changes.watch': desks,
  'commands.submit': desks,
  'calls.list': desks,
  'calls.ofTicket': desks,
  'calls.reached': desks,
  'agents.report': desks,
  'agents.leave': desks,
  'agents.ask': desks,
  'agents.withdraw': desks,
  'agents.answer': leads,
  'agents.force': leads,
  'admin.overview': admins,
  'admin.unlock': admins,
  'admin.setPerson': admins,
  'admin.resetPassword': admins,
  'admin.setDisabled': admins,
  'admin.resetFactor': admins,
  'admin.clients': admins,
  'admin.addClient': admins,
  'admin.rollClient': admins,
  'admin.revokeClient': admins,
  'audit.list': { admin: 'in', other: no, owner: no, lead: 'in', auditor: 'in' },
  'audit.export': { admin: no, other: no, owner: no, lead: no, auditor: 'in' },
  'recordings.receipt': ownersAndLead,
  'recordings.heard': ownersAndLead,
  'tickets.numberShown': desks,
  'tickets.printed': desks,
  'department.list': departments,
  'department.figures': departments,
  'department.get': departments,
  'department.act': { ...departments, department: 'ticket.notFound' },
  'department.phrases': departments,
  'department.numberShown': departments,
  'officer.list': officers,
  'officer.get': officers,
  'officer.act': { ...officers, officer: 'ticket.notFound' },
  'officer.uncover': officers,
  'office.list': { admin: 'in', other: 'in', owner: 'in', lead: 'in' },
  'city.exchanges': ledger,
  'city.sendAgain': ledger,
  'city.troubles': ledger,
  'city.settle': ledger,
  'office.departments': { admin: 'in', other: 'in', owner: 'in', lead: 'in', ...outsideIn },
  'office.putDepartments': { admin: 'in', other: no, owner: no, lead: 'in' },
  'office.putLimits': { admin: 'in', other: no, owner: no, lead: 'in' },
  'office.concernedBy': { admin: 'in', other: no, owner: no, lead: 'in' },
  'office.putSecondFactor': admins,
  'office.putCalendarYear': { admin: 'in', other: no, owner: no, lead: 'in' },
  'incidents.startStorm': leads,
  'incidents.endStorm': leads,
  'incidents.putPoints': leads,
  'incidents.say': leads,
  'incidents.list': leads,
  'exports.sheet': leads,
  'knowledge.propose': desks,
  'knowledge.decide': leads,
  'knowledge.proposals': desks,
  'knowledge.versions': desks,
  'knowledge.asOf': desks,
  'knowledge.say': desks,
  'knowledge.missed': desks,
  'knowledge.complaints': leads,
  'knowledge.settle': leads,
  'knowledge.putWords': leads,
  'knowledge.putJudged': leads,
  'knowledge.putPhrases': leads,
  'knowledge.judgedRuns': leads,
  'knowledge.mustRead': desks,
  'knowledge.markMustRead': leads,
  'knowledge.confirmRead': desks,
  'knowledge.readSheet': leads,
  'attachments.begin': { ...desks, department: 'in' },
  'attachments.put': { ...desks, department: 'in' },
  'attachments.read': { ...desks, department: 'in', officer: 'in' },
  'exports.folder': leads,
  'exports.knowledge': leads,
};
