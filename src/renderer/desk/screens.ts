import {
  AudioLines,
  BookOpen,
  ClipboardList,
  CloudLightning,
  Headset,
  PhoneCall,
  ScrollText,
  ServerCog,
  UsersRound,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { DeskEvent } from '../../shared/contract/desk/schemas.ts';
import type { Role } from '../../shared/domain/session/user.ts';
import { AdminPage } from '../features/admin/admin-page.tsx';
import { TeamPage } from '../features/agents/team-page.tsx';
import { AuditPage } from '../features/audit/audit-page.tsx';
import { CallsPage } from '../features/calls/calls-page.tsx';
import { KnowledgePage } from '../features/knowledge/knowledge-page.tsx';
import { ListeningPage } from '../features/recordings/listening-page.tsx';
import { hearCalls } from '../features/recordings/recordings-store.ts';
import type { RailItem } from '../features/rail/rail.tsx';
import { StormPage } from '../features/storm/storm-page.tsx';
import { hearTickets } from '../features/tickets/ticket-list-store.ts';
import { TicketsPage } from '../features/tickets/tickets-page.tsx';
import { hearToday } from '../features/today/today-store.ts';
import { hearIncidents } from '../parts/incident-store.ts';
import type { DeskStores } from '../parts/desk-context.ts';
import { WorkbenchPage } from './workbench-page.tsx';

/** A screen of the desk: how the rail shows it, who may open it, what stands on it. */
export interface Screen extends RailItem {
  readonly roles: readonly Role[];
  readonly Screen: ComponentType;
  /** What its store does when the host tells of something, also while another screen is open. */
  hear?(event: DeskEvent, stores: DeskStores): void;
}

const staff: readonly Role[] = ['agent', 'lead'];

/** Every screen, in the rail's order. A new one is an entry here and its words in `i18n`. */
const screens: readonly Screen[] = [
  {
    route: 'workbench',
    roles: staff,
    icon: Headset,
    words: 'workbench.screen',
    Screen: WorkbenchPage,
  },
  {
    route: 'tickets',
    roles: staff,
    icon: ClipboardList,
    words: 'tickets.screen',
    Screen: TicketsPage,
    hear: (event, stores) => {
      hearTickets(event, stores);
      hearToday(event, stores);
    },
  },
  {
    route: 'knowledge',
    roles: staff,
    icon: BookOpen,
    words: 'knowledge.screen',
    Screen: KnowledgePage,
  },
  {
    route: 'storm',
    roles: staff,
    icon: CloudLightning,
    words: 'storm.screen',
    Screen: StormPage,
    hear: hearIncidents,
  },
  { route: 'calls', roles: staff, icon: PhoneCall, words: 'calls.screen', Screen: CallsPage },
  {
    route: 'recordings',
    roles: staff,
    icon: AudioLines,
    words: 'listening.screen',
    badge: (desk) => desk.sync.recordingsWaiting,
    Screen: ListeningPage,
    hear: hearCalls,
  },
  {
    route: 'team',
    roles: ['lead'],
    icon: UsersRound,
    words: 'team.screen',
    badge: (desk) => (desk.team ?? []).filter((one) => one.agent.ask?.answer === 'waiting').length,
    Screen: TeamPage,
  },
  { route: 'admin', roles: ['admin'], icon: ServerCog, words: 'admin.screen', Screen: AdminPage },
  {
    route: 'audit',
    roles: ['lead', 'admin'],
    icon: ScrollText,
    words: 'audit.screen',
    Screen: AuditPage,
  },
];

/** Screens that this person may open. */
export function screensOf(role: Role): readonly Screen[] {
  return screens.filter(({ roles }) => roles.includes(role));
}

/** Tells every screen's store what the host has told. */
export function tellScreens(event: DeskEvent, stores: DeskStores): void {
  for (const { hear } of screens) hear?.(event, stores);
}
